package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: doubling from the first delay up to the longest, of which a
 * random part of up to a half is left out so that many readers do not return at once.
 *
 * @param first the delay after one failure, positive
 * @param longest what it grows to, at least {@code first}
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    requireNonNull(first, "first");
    requireNonNull(longest, "longest");
    if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff must be positive and grow: " + first + " to " + longest);
    }
  }

  /**
   * The delay before the next try.
   *
   * @param failures in a row, at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    if (failures < 1) {
      throw new IllegalArgumentException("failures must be at least 1: " + failures);
    }
    Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    long nanos = (grown.compareTo(longest) < 0 ? grown : longest).toNanos();
    return Duration.ofNanos(nanos - (long) (random.nextDouble() * nanos / 2));
  }
}
