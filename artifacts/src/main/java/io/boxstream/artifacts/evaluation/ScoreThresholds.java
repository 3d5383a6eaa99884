package io.boxstream.artifacts.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The score thresholds with the best F1 on a validation set, all in [0, 1]. A promoted checkpoint
 * is served with them.
 *
 * @param overall the best single threshold for all classes together; for a class without its own
 * @param perClass by label, of the classes with enough ground truth for an estimate of their own
 */
public record ScoreThresholds(double overall, Map<String, Double> perClass) {
  /**
   * The threshold to use without an estimate. Low, so that it hides only boxes that a detector
   * itself thinks unlikely.
   */
  public static final double FALLBACK = 0.05;

  public ScoreThresholds {
    perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
    Scores.require(List.of(overall), "overall");
    Scores.require(List.copyOf(perClass.values()), "perClass");
  }

  /** The threshold of a class. */
  public double of(String label) {
    return perClass.getOrDefault(label, overall);
  }
}
