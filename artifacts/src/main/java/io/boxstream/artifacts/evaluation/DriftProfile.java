package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the images of a validation set are distributed as a checkpoint sees them, to compare traffic
 * with. A few kilobytes.
 *
 * @param images number of images
 * @param thresholds detections that reach them count, here and in the traffic
 * @param features by the code of the feature
 */
public record DriftProfile(int images, ScoreThresholds thresholds, Map<String, Feature> features) {
  public DriftProfile {
    requireNonNull(thresholds, "thresholds");
    features = Collections.unmodifiableMap(new TreeMap<>(features));
    if (images < 1 || features.isEmpty()) {
      throw new IllegalArgumentException(
          "a profile of %d images and %d features".formatted(images, features.size()));
    }
  }

  /**
   * How a feature is distributed.
   *
   * @param images images that have a value
   * @param edges ascending borders between the bins; a value at a border belongs to the bin above.
   *     Empty if the bins are labels
   * @param labels labels of all bins but the last, which takes every other label. Empty if the bins
   *     are numbers
   * @param shares mean shares of the images in the bins
   * @param covariance of the shares of one image, row by row
   */
  public record Feature(
      int images,
      List<Double> edges,
      List<String> labels,
      List<Double> shares,
      List<Double> covariance) {
    public Feature {
      edges = List.copyOf(edges);
      labels = List.copyOf(labels);
      shares = List.copyOf(shares);
      covariance = List.copyOf(covariance);
    }
  }
}
