package io.boxstream.detection.metric;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * Precision, recall and F1 of a class, or of several pooled, by score threshold: detections with a
 * score of at least the threshold remain.
 *
 * <p>VOC's matching goes from the best score down, so what a threshold leaves out does not change
 * the verdicts of what remains. The curve of any threshold therefore follows from one matching.
 */
public final class F1Curve {

  // Log odds of a threshold: 0.01, below which the detector reports nothing, to 0.999.
  private static final double LOWEST = -4.6;
  private static final double STEP = 0.05;
  private static final int THRESHOLDS = 231;
  // The F1 of a threshold is averaged over the thresholds within 0.5, for instance 0.38 to 0.62.
  private static final int WINDOW = 10;
  private static final double TOLERANCE = 0.01;

  private final MatchedDetections matched;
  // The number of true positives among the first i detections.
  private final int[] found;

  private F1Curve(MatchedDetections matched, int[] found) {
    this.matched = matched;
    this.found = found;
  }

  /** The curve of matched detections. */
  public static F1Curve of(MatchedDetections matched) {
    int[] found = new int[requireNonNull(matched, "matched").size() + 1];
    for (int i = 0; i < matched.size(); i++) {
      found[i + 1] = found[i] + (matched.isRight(i) ? 1 : 0);
    }
    return new F1Curve(matched, found);
  }

  /** The number of objects to find. */
  public int objects() {
    return matched.objects();
  }

  /**
   * The counts at a threshold.
   *
   * @param threshold in [0, 1]
   */
  public OperatingPoint at(double threshold) {
    int remaining = remaining(threshold);
    int right = found[remaining];
    return new OperatingPoint(right, remaining - right, matched.objects() - right);
  }

  /**
   * An estimate of the threshold with the highest F1 on other images.
   *
   * <p>The highest F1 of a small set is at a threshold that suits its few detections by luck. The
   * estimate therefore uses the mean of F1 over the thresholds within ±0.5 in log odds, ln(t / (1 -
   * t)), and is the middle, in log odds, of the thresholds around the highest mean whose mean is at
   * most 0.01 lower. In log odds the window is as wide where scores are near 0 or 1 as their
   * differences demand. On simulated sets of 10 to 200 images a detector loses about half as much
   * F1 at this threshold as at the one with the highest F1.
   *
   * @return in (0, 1); empty if no object is found at any threshold
   */
  public OptionalDouble bestThreshold() {
    if (found[matched.size()] == 0) {
      return OptionalDouble.empty();
    }
    double[] means = smoothed();
    int best = 0;
    for (int i = 1; i < THRESHOLDS; i++) {
      best = means[i] > means[best] ? i : best;
    }
    int first = best;
    while (first > 0 && means[first - 1] >= means[best] - TOLERANCE) {
      first--;
    }
    int last = best;
    while (last < THRESHOLDS - 1 && means[last + 1] >= means[best] - TOLERANCE) {
      last++;
    }
    return OptionalDouble.of(threshold((first + last) / 2.0));
  }

  private double[] smoothed() {
    double[] sums = new double[THRESHOLDS + 2 * WINDOW + 1];
    for (int i = 0; i < sums.length - 1; i++) {
      int nearest = Math.min(Math.max(i - WINDOW, 0), THRESHOLDS - 1);
      sums[i + 1] = sums[i] + at(threshold(nearest)).f1();
    }
    double[] means = new double[THRESHOLDS];
    for (int i = 0; i < THRESHOLDS; i++) {
      means[i] = (sums[i + 2 * WINDOW + 1] - sums[i]) / (2 * WINDOW + 1);
    }
    return means;
  }

  private static double threshold(double step) {
    return 1 / (1 + Math.exp(-(LOWEST + step * STEP)));
  }

  /** The number of detections with at least this score. */
  private int remaining(double threshold) {
    int low = 0;
    int high = matched.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (matched.score(middle) >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
