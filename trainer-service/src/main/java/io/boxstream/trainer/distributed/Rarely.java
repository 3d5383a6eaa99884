package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when a message about something that happens often is to be logged. Thread-safe. */
final class Rarely {

  private final long between;
  private final LongSupplier nanoTime;
  private long next;
  private int unsaid;

  /**
   * @param between messages, at least
   * @param nanoTime as {@link System#nanoTime}
   */
  Rarely(Duration between, LongSupplier nanoTime) {
    this.between = between.toNanos();
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.next = nanoTime.getAsLong();
  }

  /**
   * It has happened once more.
   *
   * @return how often it has happened since the last message, to be logged now; 0 if nothing is to
   *     be logged
   */
  synchronized int happened() {
    unsaid++;
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return 0;
    }
    next = now + between;
    int count = unsaid;
    unsaid = 0;
    return count;
  }
}
