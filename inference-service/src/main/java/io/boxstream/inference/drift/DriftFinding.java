package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a window says.
 *
 * @param model that served
 * @param from when its first image was answered
 * @param to when its last image was answered
 * @param images images of the window
 * @param referenceImages validation images
 * @param comparisons one for each feature that can be compared
 * @param drifting features that differed in this window and in the one before
 */
public record DriftFinding(
    ModelIdentity model,
    Instant from,
    Instant to,
    int images,
    int referenceImages,
    List<FeatureComparison> comparisons,
    Set<DriftFeature> drifting) {
  public DriftFinding {
    requireNonNull(model, "model");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    comparisons = List.copyOf(comparisons);
    drifting = Set.copyOf(drifting);
  }

  /** The comparisons of the features that drift, in order of features. */
  public List<FeatureComparison> drifted() {
    return comparisons.stream().filter(one -> drifting.contains(one.feature())).toList();
  }
}
