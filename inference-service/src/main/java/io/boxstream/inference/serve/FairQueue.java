package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue of several sources that share what takes from it by weights. Within a source the order is
 * kept. The queue itself has no bound: callers bound how much they have under way. Thread-safe.
 *
 * <p>The next element is chosen by stride scheduling (Waldspurger and Weihl, 1995): each source has
 * a virtual time that advances by 1/weight with each element that is taken, and the source that is
 * furthest behind is next. A source that was idle starts at the present virtual time, so it has
 * saved nothing up. While two sources wait, the elements taken from them differ from their shares
 * by less than one element.
 *
 * @param <T> what waits
 */
final class FairQueue<T> {
  private final Map<RequestSource, Lane<T>> lanes = new EnumMap<>(RequestSource.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private double now;
  private boolean closed;

  FairQueue(Shares shares) {
    requireNonNull(shares, "shares");
    for (RequestSource source : RequestSource.values()) {
      lanes.put(source, new Lane<>(1.0 / shares.weight(source)));
    }
  }

  /**
   * Adds an element.
   *
   * @return false if the queue is closed
   */
  boolean put(RequestSource source, T element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      lanes.get(source).add(element, now);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next element, waiting for one.
   *
   * @return empty when the queue is closed
   */
  Optional<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<Lane<T>> next = next();
        if (next.isPresent()) {
          now = next.get().time;
          return Optional.of(next.get().take());
        }
        changed.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Lane<T>> next() {
    Lane<T> next = null;
    for (Lane<T> lane : lanes.values()) {
      if (!lane.waiting.isEmpty() && (next == null || lane.time < next.time)) {
        next = lane;
      }
    }
    return Optional.ofNullable(next);
  }

  /** Elements that wait now. */
  int size() {
    lock.lock();
    try {
      return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more elements and gives none. Returns those that waited. */
  List<T> close() {
    lock.lock();
    try {
      closed = true;
      List<T> left = new ArrayList<>();
      for (Lane<T> lane : lanes.values()) {
        left.addAll(lane.waiting);
        lane.waiting.clear();
      }
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** The elements of one source, and its virtual time; guarded by the queue's lock. */
  private static final class Lane<T> {
    private final Deque<T> waiting = new ArrayDeque<>();
    private final double stride;
    private double time;

    private Lane(double stride) {
      this.stride = stride;
    }

    private void add(T element, double now) {
      if (waiting.isEmpty()) {
        time = Math.max(time, now);
      }
      waiting.add(element);
    }

    private T take() {
      time += stride;
      return waiting.remove();
    }
  }
}
