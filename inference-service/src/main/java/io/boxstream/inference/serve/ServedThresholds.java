package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import java.util.Map;

/**
 * The lowest scores of detections in a result, all in [0, 1].
 *
 * @param source where they come from
 * @param thresholds by class
 */
public record ServedThresholds(Source source, ScoreThresholds thresholds) {

  public ServedThresholds {
    requireNonNull(source, "source");
    requireNonNull(thresholds, "thresholds");
  }

  /** One threshold for all classes. */
  public static ServedThresholds of(Source source, double threshold) {
    return new ServedThresholds(source, new ScoreThresholds(threshold, Map.of()));
  }

  /** The threshold of a class. */
  public double of(String label) {
    return thresholds.of(label);
  }

  /** Where thresholds come from; an earlier one is preferred. */
  public enum Source {
    /** The request names one. */
    REQUEST,
    /** The service's configuration sets one. */
    CONFIGURATION,
    /** Those with the best F1 in the evaluation of the promoted checkpoint. */
    EVALUATION,
    /** The evaluation has none. */
    FALLBACK
  }
}
