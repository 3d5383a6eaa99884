package io.boxstream.events.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Failures in a row and the time of the next try. Belongs to the loop's thread. */
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

  /** Since the start, whether or not a success followed. */
  long allFailures() {
    return allFailures;
  }

  boolean isWaiting() {
    return clock.instant().isBefore(next);
  }

  /** The time to the next try, not negative and not longer than the limit. */
  Duration remaining(Duration limit) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      return Duration.ZERO;
    }
    Duration remaining = Duration.between(now, next);
    return remaining.compareTo(limit) < 0 ? remaining : limit;
  }
}
