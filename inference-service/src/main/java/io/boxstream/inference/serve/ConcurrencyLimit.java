package io.boxstream.inference.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits the number of concurrent requests. Fails at once when the limit is reached. */
public final class ConcurrencyLimit {
  private final Semaphore free;
  private final int capacity;

  /** Allows that many at the same time. */
  public ConcurrencyLimit(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, was " + capacity);
    }
    this.capacity = capacity;
    this.free = new Semaphore(capacity);
  }

  /**
   * Takes a permit.
   *
   * @return to be closed when the image's answer is there
   * @throws OverloadedException if there are as many as allowed
   */
  public Permit acquire() {
    if (!free.tryAcquire()) {
      throw new OverloadedException(capacity + " images are being worked on already");
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
