package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How examples are chosen.
 *
 * @param perHour most examples in an hour, at least 1
 * @param window how long candidates compete
 * @param minimumScore lowest score of an example, in [0, 1]
 * @param memory for requests and candidates that are kept, in bytes
 */
public record HardExampleSettings(int perHour, Duration window, double minimumScore, long memory) {
  private static final int PARTS = 4;

  public HardExampleSettings {
    requireNonNull(window, "window");
    if (perHour < 1 || window.isNegative() || window.isZero() || memory < PARTS) {
      throw new IllegalArgumentException(
          "perHour, window and memory must be positive: %d, %s, %d"
              .formatted(perHour, window, memory));
    }
    if (!(minimumScore >= 0 && minimumScore <= 1)) {
      throw new IllegalArgumentException("minimumScore must lie in [0, 1]: " + minimumScore);
    }
  }

  /** Requests that wait to be scored. */
  long queueBytes() {
    return memory / PARTS;
  }

  /** Candidates that compete. */
  long windowBytes() {
    return memory / PARTS;
  }

  /** The latest requests, to be compared after a swap. */
  long recentBytes() {
    return memory / 2;
  }
}
