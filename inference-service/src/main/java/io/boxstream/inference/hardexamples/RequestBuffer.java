package io.boxstream.inference.hardexamples;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Requests in the order in which they were answered, bounded by their memory. Thread-safe. */
final class RequestBuffer {
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Deque<AnsweredRequest> requests = new ArrayDeque<>();
  private long bytes;

  /**
   * @param maxBytes memory of the requests together, at least 1
   */
  RequestBuffer(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive, was " + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  /** Adds a request if there is room; returns false at once if there is none. */
  boolean offer(AnsweredRequest request) {
    lock.lock();
    try {
      if (bytes + request.bytes() > maxBytes) {
        return false;
      }
      add(request);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a request and removes the oldest ones for which there is no more room. */
  void push(AnsweredRequest request) {
    lock.lock();
    try {
      add(request);
      while (bytes > maxBytes) {
        remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest request, waiting for one; empty after that time. */
  Optional<AnsweredRequest> poll(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (requests.isEmpty() && left > 0) {
        left = added.awaitNanos(left);
      }
      return requests.isEmpty() ? Optional.empty() : Optional.of(remove());
    } finally {
      lock.unlock();
    }
  }

  /** Removes the oldest request of a kind; empty if there is none. */
  Optional<AnsweredRequest> remove(Predicate<AnsweredRequest> kind) {
    lock.lock();
    try {
      Iterator<AnsweredRequest> all = requests.iterator();
      while (all.hasNext()) {
        AnsweredRequest request = all.next();
        if (kind.test(request)) {
          all.remove();
          bytes -= request.bytes();
          return Optional.of(request);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a request of a kind. */
  boolean contains(Predicate<AnsweredRequest> kind) {
    lock.lock();
    try {
      return requests.stream().anyMatch(kind);
    } finally {
      lock.unlock();
    }
  }

  /** Memory of all requests, in bytes. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private void add(AnsweredRequest request) {
    requests.addLast(request);
    bytes += request.bytes();
    added.signal();
  }

  private AnsweredRequest remove() {
    AnsweredRequest oldest = requests.removeFirst();
    bytes -= oldest.bytes();
    return oldest;
  }
}
