package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.drift.DriftReference;

/**
 * What the traffic of a model is compared with.
 *
 * @param reference of the validation images
 * @param thresholds detections that reach them count
 */
public record ServedReference(DriftReference reference, ScoreThresholds thresholds) {
  public ServedReference {
    requireNonNull(reference, "reference");
    requireNonNull(thresholds, "thresholds");
  }
}
