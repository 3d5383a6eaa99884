package io.boxstream.detection.drift;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A window of traffic, or several that follow one another, beside the validation images, in one
 * feature.
 *
 * @param feature what is compared
 * @param reference how it is distributed over the validation images
 * @param windows how many windows are compared together
 * @param images images of these windows that have a value
 * @param shares mean shares of the window, one for each bin
 * @param statistic corrected chi-square over its degrees of freedom; about 1 without drift
 * @param probability of such a statistic or a larger one without drift
 * @param adjusted the same, when it is remembered that several features are looked at (Holm)
 * @param effectiveImages independent images that would say as much as those of the window
 * @param stabilityIndex population stability index
 * @param effect the index without what chance contributes to it, not negative
 */
public record FeatureComparison(
    DriftFeature feature,
    FeatureReference reference,
    int windows,
    int images,
    List<Double> shares,
    double statistic,
    double probability,
    double adjusted,
    double effectiveImages,
    double stabilityIndex,
    double effect) {

  public FeatureComparison {
    requireNonNull(feature, "feature");
    requireNonNull(reference, "reference");
    shares = List.copyOf(shares);
  }

  FeatureComparison withAdjusted(double value) {
    return new FeatureComparison(
        feature,
        reference,
        windows,
        images,
        shares,
        statistic,
        probability,
        value,
        effectiveImages,
        stabilityIndex,
        effect);
  }

  /**
   * Whether the window differs from the validation images, and by enough to matter.
   *
   * @param level of significance of the whole window, in (0, 1)
   * @param leastEffect smallest effect that matters
   */
  public boolean isDrift(double level, double leastEffect) {
    return adjusted < level && effect >= leastEffect;
  }

  /**
   * How typical of the drift an image is: the probability that it belongs to what the window has
   * beyond the validation images, averaged over its boxes. Where a bin has the share p in the
   * window and r in the reference, that is 1 − r / p if p exceeds r.
   *
   * @return in [0, 1); 0 for an image without a value
   */
  public double typicality(ImageTraits image) {
    double typicality = 0;
    double[] own = reference.shares(feature, image).orElse(new double[0]);
    for (int i = 0; i < own.length; i++) {
      double window = shares.get(i);
      double excess = window - reference.shares().get(i);
      if (own[i] > 0 && excess > 0) {
        typicality += own[i] * excess / window;
      }
    }
    return Math.min(typicality, 1);
  }
}
