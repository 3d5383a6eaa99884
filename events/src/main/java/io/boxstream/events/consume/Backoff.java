package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter. The delay doubles from the first to the longest. A random part
 * of up to a half is subtracted, so that many readers do not retry at the same time.
 *
 * @param first the delay after one failure, positive
 * @param longest the upper limit, at least {@code first}
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    requireNonNull(first, "first");
    requireNonNull(longest, "longest");
    if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff must be positive and grow: " + first + " to " + longest);
    }
  }

  /**
   * The delay before the next attempt.
   *
   * @param failures in a row, at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    if (failures < 1) {
      throw new IllegalArgumentException("failures must be at least 1: " + failures);
    }
    Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    long nanos = (grown.compareTo(longest) < 0 ? grown : longest).toNanos();
    return Duration.ofNanos(nanos - (long) (random.nextDouble() * nanos / 2));
  }
}
