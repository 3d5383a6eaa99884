package io.boxstream.inference.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many images are under way for callers that cannot wait. Fails at once when there are
 * too many.
 */
public final class Admission {
  private final Semaphore free;
  private final int capacity;

  /** Admits that many at once. */
  public Admission(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, was " + capacity);
    }
    this.capacity = capacity;
    this.free = new Semaphore(capacity);
  }

  /**
   * Enters.
   *
   * @return to be closed when the image's answer is there
   * @throws OverloadedException if there are as many as allowed
   */
  public Ticket enter() {
    if (!free.tryAcquire()) {
      throw new OverloadedException(capacity + " images are being worked on already");
    }
    return new Ticket();
  }

  /** One place. Closing it twice does no harm. */
  public final class Ticket implements AutoCloseable {
    private final AtomicBoolean returned = new AtomicBoolean();

    private Ticket() {}

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}
