package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Validates scores. */
final class Scores {

  /** The sum of eleven elevenths may exceed 1 by a rounding error. */
  private static final double HIGHEST = 1 + 1e-9;

  private Scores() {}

  static void require(Optional<Double> score, String what) {
    requireNonNull(score, what).ifPresent(value -> require(value, what));
  }

  static void require(List<Double> scores, String what) {
    scores.forEach(value -> require(value, what));
  }

  private static void require(double score, String what) {
    if (!(score >= 0 && score <= HIGHEST)) {
      throw new IllegalArgumentException(what + " must be 0 to 1: " + score);
    }
  }
}
