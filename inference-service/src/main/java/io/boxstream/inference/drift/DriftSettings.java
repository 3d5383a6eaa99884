package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.WindowTest;
import java.time.Duration;

/**
 * How traffic is watched.
 *
 * @param images images of a window, at least {@link WindowTest#LEAST_IMAGES}
 * @param window the least time that a window takes; images are taken evenly over it
 * @param leastEffect smallest effect that matters, not negative
 * @param timeShare most of the time of one processor that may be spent, in (0, 1]
 */
public record DriftSettings(int images, Duration window, double leastEffect, double timeShare) {
  /** Significance after a window, for all features and all comparisons together. */
  public static final double LEVEL = 0.001;

  public DriftSettings {
    requireNonNull(window, "window");
    if (images < WindowTest.LEAST_IMAGES || window.isNegative() || !(leastEffect >= 0)) {
      throw new IllegalArgumentException(
          "images %d, window %s, leastEffect %s".formatted(images, window, leastEffect));
    }
    if (!(timeShare > 0 && timeShare <= 1)) {
      throw new IllegalArgumentException("timeShare must lie in (0, 1]: " + timeShare);
    }
  }

  /** The time in which no image of any model is taken after one that took that long. */
  Duration restAfter(Duration taken) {
    return Duration.ofNanos(Math.round(taken.toNanos() * (1 / timeShare - 1)));
  }

  /** The time to the next image of a model after one that took that long. */
  Duration pauseAfter(Duration taken) {
    Duration rest = restAfter(taken);
    Duration interval = window.dividedBy(images);
    return rest.compareTo(interval) > 0 ? rest : interval;
  }
}
