package io.boxstream.evaluator.score;

import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.FeatureReference;
import java.util.Map;
import java.util.TreeMap;

/** References for drift in the form in which they are stored. */
final class DriftProfiles {
  private DriftProfiles() {}

  static DriftProfile of(DriftReference reference, ScoreThresholds thresholds) {
    Map<String, DriftProfile.Feature> features = new TreeMap<>();
    reference.features().forEach((feature, one) -> features.put(feature.code(), feature(one)));
    return new DriftProfile(reference.images(), thresholds, features);
  }

  private static DriftProfile.Feature feature(FeatureReference reference) {
    return new DriftProfile.Feature(
        reference.images(),
        reference.bins().edges(),
        reference.bins().labels(),
        reference.shares(),
        reference.covariance());
  }
}
