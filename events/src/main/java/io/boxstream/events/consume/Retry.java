package io.boxstream.events.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Counts consecutive failures and computes the time of the next attempt. Confined to the loop's
 * thread.
 */
final class Retry {
  private final Backoff backoff;
  private final Clock clock;
  private final RandomGenerator random;
  private int failures;
  private long allFailures;
  private Instant next = Instant.MIN;

  Retry(Backoff backoff, Clock clock, RandomGenerator random) {
    this.backoff = backoff;
    this.clock = clock;
    this.random = random;
  }

  void failed() {
    failures++;
    allFailures++;
    next = clock.instant().plus(backoff.delay(failures, random));
  }

  void succeeded() {
    failures = 0;
    next = Instant.MIN;
  }

  int failures() {
    return failures;
  }

  /** All failures since the start. */
  long allFailures() {
    return allFailures;
  }

  boolean isWaiting() {
    return clock.instant().isBefore(next);
  }

  /** The time until the next attempt, from zero up to the limit. */
  Duration remaining(Duration limit) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      return Duration.ZERO;
    }
    Duration remaining = Duration.between(now, next);
    return remaining.compareTo(limit) < 0 ? remaining : limit;
  }
}
