package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectionResult.ServedModel;
import java.time.Instant;
import java.util.List;

/**
 * Traffic is no longer distributed like the validation images of the model that serves it. Written
 * when a feature begins to drift, not again while it does.
 *
 * @param model the model that serves
 * @param from when the first image of the window was answered
 * @param to when its last image was answered
 * @param images images of the window
 * @param referenceImages validation images that they are compared with
 * @param features every feature that drifts now, the largest effect first; at least one
 */
public record DriftDetected(
    ServedModel model,
    Instant from,
    Instant to,
    int images,
    int referenceImages,
    List<DriftedFeature> features)
    implements Event {
  public DriftDetected {
    requireNonNull(model, "model");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    Checks.positive(images, "images");
    Checks.positive(referenceImages, "referenceImages");
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features must not be empty");
    }
  }

  /**
   * How a feature drifts.
   *
   * @param feature its code, for example {@code brightness}
   * @param edges ascending borders between the bins, empty if the bins are labels
   * @param labels labels of all bins but the last, which has all others; empty if the bins are
   *     numbers
   * @param reference shares of the validation images in the bins
   * @param traffic shares of the images of the window
   * @param statistic corrected chi-square over its degrees of freedom, about 1 without drift
   * @param probability of such a statistic without drift, adjusted for the number of features
   * @param stabilityIndex population stability index
   * @param effect the index without what chance contributes
   */
  public record DriftedFeature(
      String feature,
      List<Double> edges,
      List<String> labels,
      List<Double> reference,
      List<Double> traffic,
      double statistic,
      double probability,
      double stabilityIndex,
      double effect) {
    public DriftedFeature {
      Checks.text(feature, "feature");
      edges = List.copyOf(edges);
      labels = List.copyOf(labels);
      reference = List.copyOf(reference);
      traffic = List.copyOf(traffic);
      Checks.notNegative(statistic, "statistic");
      Checks.fraction(probability, "probability");
      Checks.notNegative(stabilityIndex, "stabilityIndex");
      Checks.notNegative(effect, "effect");
      if (reference.size() != traffic.size()
          || reference.size() != Math.max(edges.size(), labels.size()) + 1) {
        throw new IllegalArgumentException(
            "%d edges, %d labels, %d and %d shares"
                .formatted(edges.size(), labels.size(), reference.size(), traffic.size()));
      }
    }
  }
}
