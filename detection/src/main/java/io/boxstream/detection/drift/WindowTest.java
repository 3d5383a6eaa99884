package io.boxstream.detection.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a window of traffic with the validation images, feature by feature.
 *
 * <p>Images that follow one another are alike, so a plain chi-square test would reject nearly every
 * window. The test is that of Rao and Scott for clustered samples ("On Chi-squared Tests for
 * Multiway Contingency Tables with Cell Proportions Estimated from Survey Data", Annals of
 * Statistics 12, 1984), with the F reference distribution and the second-order correction, as in
 * survey statistics: the clusters are consecutive parts of the window. What images have in common
 * for less than such a part is accounted for, whatever it is. Two lengths of parts are tried, and
 * the larger probability counts.
 */
public final class WindowTest {
  /** Images with which a window can be compared. */
  public static final int LEAST_IMAGES = 60;

  private static final int[] PARTS = {20, 10};

  /** Weights of bins with smaller shares do not grow further: rare bins are far from normal. */
  private static final double LEAST_WEIGHT_SHARE = 0.05;

  private WindowTest() {}

  /**
   * Compares a window.
   *
   * @param window images in the order in which they came, at least {@link #LEAST_IMAGES}
   * @return one comparison for each feature of which the reference and enough images have values
   */
  public static List<FeatureComparison> compare(
      DriftReference reference, List<ImageTraits> window) {
    if (window.size() < LEAST_IMAGES) {
      throw new IllegalArgumentException("a window of " + window.size() + " images");
    }
    return compare(
        reference, List.of(WindowSummary.of(reference, window)), reference.features().keySet());
  }

  /**
   * Compares windows that follow one another as if they were one.
   *
   * @param windows in their order, at least one
   * @param features those that are compared
   */
  static List<FeatureComparison> compare(
      DriftReference reference, List<WindowSummary> windows, Set<DriftFeature> features) {
    List<FeatureComparison> comparisons = new ArrayList<>();
    for (Map.Entry<DriftFeature, FeatureReference> one : reference.features().entrySet()) {
      if (features.contains(one.getKey())) {
        compare(one.getKey(), one.getValue(), windows).ifPresent(comparisons::add);
      }
    }
    return adjusted(comparisons);
  }

  /** Holm's step-down procedure: valid however the features depend on one another. */
  private static List<FeatureComparison> adjusted(List<FeatureComparison> comparisons) {
    List<FeatureComparison> sorted = new ArrayList<>(comparisons);
    sorted.sort(Comparator.comparingDouble(FeatureComparison::probability));
    double least = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double value = Math.min(1, (sorted.size() - i) * sorted.get(i).probability());
      least = Math.max(least, value);
      sorted.set(i, sorted.get(i).withAdjusted(least));
    }
    sorted.sort(Comparator.comparing(FeatureComparison::feature));
    return sorted;
  }

  private static Optional<FeatureComparison> compare(
      DriftFeature feature, FeatureReference reference, List<WindowSummary> windows) {
    WindowSummary.Sums all = WindowSummary.together(feature, windows, 1);
    int present = all.present()[0];
    if (present < LEAST_IMAGES / 2 || reference.bins().size() < 2) {
      return Optional.empty();
    }
    double[] mean = Arrays.stream(all.shares()[0]).map(sum -> sum / present).toArray();
    Evidence evidence = null;
    for (int parts : PARTS) {
      Evidence one = evidence(reference, WindowSummary.together(feature, windows, parts), mean);
      if (evidence == null || one.probability() > evidence.probability()) {
        evidence = one;
      }
    }
    double index = stabilityIndex(reference, mean, present);
    return Optional.of(
        new FeatureComparison(
            feature,
            reference,
            windows.size(),
            present,
            Arrays.stream(mean).boxed().toList(),
            evidence.statistic(),
            evidence.probability(),
            evidence.probability(),
            evidence.effectiveImages(),
            index,
            Math.max(0, index - evidence.expected())));
  }

  /**
   * What a window says.
   *
   * @param expected distance of the two distributions that chance makes, on average
   */
  private record Evidence(
      double statistic, double probability, double effectiveImages, double expected) {}

  private static Evidence evidence(
      FeatureReference reference, WindowSummary.Sums sums, double[] mean) {
    int size = mean.length;
    int parts = sums.present().length;
    int present = Arrays.stream(sums.present()).sum();
    double[] weights = new double[size];
    double[][] single = new double[size][size];
    double distance = 0;
    for (int k = 0; k < size; k++) {
      double share = reference.shares().get(k);
      weights[k] = 1 / Math.max(share, LEAST_WEIGHT_SHARE);
      distance += (mean[k] - share) * (mean[k] - share) * weights[k];
      for (int l = 0; l < size; l++) {
        single[k][l] = reference.covariance().get(k * size + l);
      }
    }
    double[][] measured = covarianceOfMean(sums, present, mean);
    double alone = trace(single, weights);
    double own = trace(measured, weights);
    // Not below what independent images would have: a window may be all alike.
    boolean correlated = own > alone / present;
    double[][] ofWindow = correlated ? measured : scaled(single, 1.0 / present);
    double[][] ofReference = scaled(single, 1.0 / reference.images());
    int freedom = (correlated ? parts : reference.images()) - 1;
    double trace = trace(ofWindow, weights) + trace(ofReference, weights);
    double squares =
        unbiasedSquares(ofWindow, weights, freedom)
            + 2 * product(ofWindow, ofReference, weights)
            + product(ofReference, ofReference, weights);
    double numerator = trace == 0 ? 1 : limited(trace * trace / squares, size - 1.0);
    double denominator =
        numerator
            * satterthwaite(
                trace(ofWindow, weights),
                freedom,
                trace(ofReference, weights),
                reference.images() - 1);
    double statistic = trace == 0 ? 0 : distance / trace;
    double effective = present * Math.min(1, own == 0 ? 1 : alone / present / own);
    return new Evidence(
        statistic,
        trace == 0 ? 1 : TailProbability.ofF(statistic, numerator, denominator),
        effective,
        trace);
  }

  /** Between consecutive parts of the window, as for a ratio estimated from clusters. */
  private static double[][] covarianceOfMean(WindowSummary.Sums sums, int present, double[] mean) {
    int size = mean.length;
    int parts = sums.present().length;
    double[][] covariance = new double[size][size];
    for (int part = 0; part < parts; part++) {
      double[] deviation = new double[size];
      for (int k = 0; k < size; k++) {
        deviation[k] = (sums.shares()[part][k] - sums.present()[part] * mean[k]) / present;
      }
      for (int k = 0; k < size; k++) {
        for (int l = 0; l < size; l++) {
          covariance[k][l] += deviation[k] * deviation[l] * parts / (parts - 1);
        }
      }
    }
    return covariance;
  }

  private static double[][] scaled(double[][] matrix, double factor) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
        .toArray(double[][]::new);
  }

  private static double trace(double[][] matrix, double[] weights) {
    double trace = 0;
    for (int k = 0; k < weights.length; k++) {
      trace += matrix[k][k] * weights[k];
    }
    return trace;
  }

  /** Sum of the products of the elements of two weighted matrices. */
  private static double product(double[][] one, double[][] other, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      for (int l = 0; l < weights.length; l++) {
        sum += one[k][l] * other[k][l] * weights[k] * weights[l];
      }
    }
    return sum;
  }

  /**
   * Sum of the squared eigenvalues of a weighted matrix, without the bias that its estimate has (M.
   * Srivastava, "Some Tests Concerning the Covariance Matrix in High Dimensional Data", Journal of
   * the Japan Statistical Society 35, 2005).
   *
   * @param freedom degrees of freedom of the estimate, at least 2
   */
  private static double unbiasedSquares(double[][] matrix, double[] weights, int freedom) {
    double trace = trace(matrix, weights);
    double unbiased =
        (product(matrix, matrix, weights) - trace * trace / freedom)
            * freedom
            * freedom
            / ((freedom - 1.0) * (freedom + 2.0));
    return Math.max(unbiased, trace * trace / (weights.length - 1));
  }

  /**
   * Degrees of freedom of the sum of two independent estimates of variances (F. Satterthwaite, "An
   * Approximate Distribution of Estimates of Variance Components", Biometrics Bulletin 2, 1946).
   */
  private static double satterthwaite(
      double one, double freedom, double other, double otherFreedom) {
    double sum = one + other;
    return sum == 0 ? freedom : sum * sum / (one * one / freedom + other * other / otherFreedom);
  }

  private static double limited(double value, double most) {
    return Math.max(1, Math.min(value, most));
  }

  /** With half an image added to each side, so that empty bins count finitely. */
  private static double stabilityIndex(FeatureReference reference, double[] mean, int present) {
    double index = 0;
    for (int k = 0; k < mean.length; k++) {
      double before = smoothed(reference.shares().get(k), reference.images(), mean.length);
      double now = smoothed(mean[k], present, mean.length);
      index += (now - before) * Math.log(now / before);
    }
    return index;
  }

  private static double smoothed(double share, int images, int bins) {
    return (share * images + 0.5) / (images + 0.5 * bins);
  }
}
