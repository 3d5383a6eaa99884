package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * A queue of several sources that share what takes from it by weights; the flows of a source share
 * its part evenly. Within a flow the order is kept. The queue itself has no bound: callers bound
 * how much they have under way. Thread-safe.
 *
 * <p>The next element is chosen by stride scheduling (Waldspurger and Weihl, 1995): each source has
 * a virtual time that advances by cost/weight with each element that is taken, and the source that
 * is furthest behind is next. Within it, the flow is chosen in the same way, with the weight 1. A
 * source or a flow that was idle starts at the present virtual time, so it has saved nothing up.
 * While two wait and elements cost the same, the elements taken from them differ from their shares
 * by less than one element.
 *
 * @param <F> tells the flows of a source apart
 * @param <T> what waits
 */
final class FairQueue<F, T> {
  private final Map<RequestSource, Lane<F, T>> lanes = new EnumMap<>(RequestSource.class);
  private final ToDoubleFunction<F> cost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private double now;
  private boolean closed;

  /**
   * @param shares the weights of the sources
   * @param cost what an element of a flow takes of that which is shared, in any unit, positive
   */
  FairQueue(Shares shares, ToDoubleFunction<F> cost) {
    requireNonNull(shares, "shares");
    this.cost = requireNonNull(cost, "cost");
    for (RequestSource source : RequestSource.values()) {
      lanes.put(source, new Lane<>(shares.weight(source)));
    }
  }

  /**
   * Adds an element.
   *
   * @return false if the queue is closed
   */
  boolean put(RequestSource source, F flow, T element) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      lanes.get(source).add(flow, element, now);
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
        Optional<Lane<F, T>> next = next();
        if (next.isPresent()) {
          now = next.get().time;
          return Optional.of(next.get().take(cost));
        }
        changed.await();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Lane<F, T>> next() {
    return lanes.values().stream()
        .filter(lane -> lane.waiting > 0)
        .min(Comparator.comparingDouble(lane -> lane.time));
  }

  /** Elements that wait now. */
  int size() {
    lock.lock();
    try {
      return lanes.values().stream().mapToInt(lane -> lane.waiting).sum();
    } finally {
      lock.unlock();
    }
  }

  /** The sum of something over all elements that wait now, by flow. */
  double sum(ToDoubleFunction<F> each) {
    lock.lock();
    try {
      return lanes.values().stream().mapToDouble(lane -> lane.sum(each)).sum();
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
      lanes.values().forEach(lane -> lane.drainTo(left));
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** The flows of one source, and its virtual time; guarded by the queue's lock. */
  private static final class Lane<F, T> {
    private final Map<F, Flow<T>> flows = new LinkedHashMap<>();
    private final double weight;
    private double time;
    private double now;
    private int waiting;

    private Lane(double weight) {
      this.weight = weight;
    }

    private void add(F name, T element, double queueNow) {
      if (waiting == 0) {
        time = Math.max(time, queueNow);
      }
      Flow<T> flow = flows.computeIfAbsent(name, added -> new Flow<>());
      if (flow.waiting.isEmpty()) {
        flow.time = Math.max(flow.time, now);
      }
      flow.waiting.add(element);
      waiting++;
    }

    private T take(ToDoubleFunction<F> cost) {
      Map.Entry<F, Flow<T>> next =
          flows.entrySet().stream()
              .filter(flow -> !flow.getValue().waiting.isEmpty())
              .min(Comparator.comparingDouble(flow -> flow.getValue().time))
              .orElseThrow();
      double taken = cost.applyAsDouble(next.getKey());
      now = next.getValue().time;
      next.getValue().time += taken;
      time += taken / weight;
      waiting--;
      T element = next.getValue().waiting.remove();
      // One that is idle and not ahead of the others is as good as a new one.
      flows.values().removeIf(flow -> flow.waiting.isEmpty() && flow.time <= now);
      return element;
    }

    private double sum(ToDoubleFunction<F> each) {
      return flows.entrySet().stream()
          .mapToDouble(flow -> flow.getValue().waiting.size() * each.applyAsDouble(flow.getKey()))
          .sum();
    }

    private void drainTo(List<T> all) {
      flows.values().forEach(flow -> all.addAll(flow.waiting));
      flows.clear();
      waiting = 0;
    }
  }

  /** Elements in their order, and their virtual time within the source. */
  private static final class Flow<T> {
    private final Deque<T> waiting = new ArrayDeque<>();
    private double time;
  }
}
