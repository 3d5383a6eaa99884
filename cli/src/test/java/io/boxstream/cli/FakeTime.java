package io.boxstream.cli;

import io.boxstream.cli.client.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody sleeps. */
public final class FakeTime implements Time {

  private final List<Duration> slept = new ArrayList<>();
  private long nanos;

  @Override
  public synchronized Instant now() {
    return Instant.parse("2026-11-29T12:00:00Z").plusNanos(nanos);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
    nanos += duration.toNanos();
  }

  /** Lets time pass. */
  public synchronized void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  /** Every sleep so far. */
  public synchronized List<Duration> slept() {
    return List.copyOf(slept);
  }
}
