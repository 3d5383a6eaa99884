package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: doubling from {@code initial} to {@code maximum}, half
 * of each wait drawn at random so that many instances do not come back together.
 */
public record Backoff(Duration initial, Duration maximum) {
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    requireNonNull(initial, "initial");
    requireNonNull(maximum, "maximum");
    if (initial.isNegative() || initial.isZero() || maximum.compareTo(initial) < 0) {
      throw new IllegalArgumentException("backoff from " + initial + " to " + maximum);
    }
  }

  /**
   * The wait after a failure.
   *
   * @param failures failures in a row, at least 1
   */
  public Duration after(int failures, RandomGenerator random) {
    long doublings = 1L << Math.min(Math.max(0, failures - 1), MOST_DOUBLINGS);
    double millis = Math.min(maximum.toMillis(), (double) initial.toMillis() * doublings);
    return Duration.ofMillis(Math.max(1, Math.round(millis * (0.5 + 0.5 * random.nextDouble()))));
  }
}
