package io.boxstream.testbed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock in UTC that stands still until a test moves it. All threads see the same time. */
public final class MovableClock extends Clock {
  private final AtomicReference<Instant> now;

  /** A clock that shows a time. */
  public MovableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /** Moves it forward. */
  public void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Sets it. */
  public void set(Instant time) {
    now.set(time);
  }

  /** The nanoseconds since 1970, for what measures with {@link System#nanoTime}. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, instant()).toNanos();
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a test has one zone");
  }
}
