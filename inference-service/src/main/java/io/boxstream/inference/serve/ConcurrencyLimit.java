package io.boxstream.inference.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits the number of concurrent requests. Fails at once when the limit is reached. */
public final class ConcurrencyLimit {
  private final Semaphore free;
  private final String excess;

  /**
   * Allows that many at the same time.
   *
   * @param what there are too many of, as the end of a sentence that begins with the capacity
   */
  public ConcurrencyLimit(int capacity, String what) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, was " + capacity);
    }
    this.excess = capacity + " " + what;
    this.free = new Semaphore(capacity);
  }

  /**
   * Takes a permit.
   *
   * @return to be closed when the request's work is done
   * @throws OverloadedException if there are as many as allowed
   */
  public Permit acquire() {
    if (!free.tryAcquire()) {
      throw new OverloadedException(excess);
    }
    return new Permit();
  }

  /** Permission for one request. Closing it twice has no effect. */
  public final class Permit implements AutoCloseable {
    private final AtomicBoolean returned = new AtomicBoolean();

    private Permit() {}

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}
