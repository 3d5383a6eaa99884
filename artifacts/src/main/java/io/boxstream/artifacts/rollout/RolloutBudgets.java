package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a rollout may cost, and how long it takes.
 *
 * @param latencyRatio by how much the challenger's time may exceed the champion's at the 99th
 *     percentile, as a factor from 0.1 to 100: the engine's for an image in the shadow, a caller's
 *     for a request in a canary
 * @param disagreement share of the images, in [0, 1), in which both may find different objects
 * @param images compared images after which the rollout is complete, at least 1
 * @param duration after which it ends incomplete
 */
public record RolloutBudgets(
    double latencyRatio, double disagreement, long images, Duration duration) {
  private static final double LEAST_RATIO = 0.1;
  private static final double HIGHEST_RATIO = 100;

  public RolloutBudgets {
    if (!(latencyRatio >= LEAST_RATIO && latencyRatio <= HIGHEST_RATIO)) {
      throw new IllegalArgumentException("latencyRatio must be 0.1 to 100: " + latencyRatio);
    }
    if (!(disagreement >= 0 && disagreement < 1)) {
      throw new IllegalArgumentException("disagreement must lie in [0, 1): " + disagreement);
    }
    if (images < 1) {
      throw new IllegalArgumentException("images must be at least 1: " + images);
    }
    requireNonNull(duration, "duration");
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration must be positive: " + duration);
    }
  }
}
