package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Precision, recall and F1 at the score thresholds 0.00, 0.01, … 1.00: 101 values each. Precision
 * is 1 at thresholds that leave no detection.
 *
 * @param groundTruths boxes that count (not difficult), at least 1
 * @param precision fraction of the remaining detections that are true positives
 * @param recall fraction of the ground truth that is found
 * @param f1 harmonic mean of precision and recall
 * @param atThreshold the figures at the threshold that is served; absent if no object is found
 */
public record ThresholdCurve(
    int groundTruths,
    List<Double> precision,
    List<Double> recall,
    List<Double> f1,
    Optional<OperatingPoint> atThreshold) {
  private static final int POINTS = 101;

  public ThresholdCurve {
    if (groundTruths < 1) {
      throw new IllegalArgumentException("groundTruths must be positive: " + groundTruths);
    }
    precision = curve(precision, "precision");
    recall = curve(recall, "recall");
    f1 = curve(f1, "f1");
    requireNonNull(atThreshold, "atThreshold");
  }

  /**
   * The figures at one threshold.
   *
   * @param threshold detections with a lower score are left out
   * @param truePositives objects that are found
   * @param falsePositives detections that find nothing new
   * @param missed objects that are not found
   */
  public record OperatingPoint(
      double threshold,
      double precision,
      double recall,
      double f1,
      int truePositives,
      int falsePositives,
      int missed) {
    public OperatingPoint {
      Scores.require(List.of(threshold), "threshold");
      Scores.require(List.of(precision), "precision");
      Scores.require(List.of(recall), "recall");
      Scores.require(List.of(f1), "f1");
    }
  }

  private static List<Double> curve(List<Double> values, String what) {
    Scores.require(values, what);
    if (values.size() != POINTS) {
      throw new IllegalArgumentException(what + " must have 101 points: " + values.size());
    }
    return List.copyOf(values);
  }
}
