package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Limits the number of concurrent requests. Fails at once when the limit is reached. */
public final class ConcurrencyLimit {
  private final Semaphore free;
  private final String excess;
  private final Supplier<Duration> untilRoom;

  /**
   * Allows that many at the same time.
   *
   * @param what there are too many of, as the end of a sentence that begins with the capacity
   * @param untilRoom an estimate of when there is room again
   */
  public ConcurrencyLimit(int capacity, String what, Supplier<Duration> untilRoom) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be positive, was " + capacity);
    }
    this.excess = capacity + " " + what;
    this.free = new Semaphore(capacity);
    this.untilRoom = requireNonNull(untilRoom, "untilRoom");
  }

  /**
   * Takes a permit.
   *
   * @return to be closed when the request's work is done
   * @throws OverloadedException if there are as many as allowed
   */
  public Permit acquire() {
    return acquire(1);
  }

  /**
   * Takes a permit for several, all of them or none.
   *
   * @param number of those that the permit is for
   * @return to be closed when the work for all of them is done
   * @throws OverloadedException if fewer are free
   */
  public Permit acquire(int number) {
    if (!free.tryAcquire(number)) {
      throw new OverloadedException(excess, untilRoom.get());
    }
    return new Permit(number);
  }

  /** Permission for a request. Closing it twice has no effect. */
  public final class Permit implements AutoCloseable {
    private final AtomicBoolean returned = new AtomicBoolean();
    private final int number;

    private Permit(int number) {
      this.number = number;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        free.release(number);
      }
    }
  }
}
