package io.boxstream.artifacts.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * How well scores agree with the fraction of detections that are true positives, over all classes
 * and all detections, also those below the thresholds.
 *
 * @param expectedCalibrationError mean difference of score and precision over the bins, weighted by
 *     their detections; absent without detections
 * @param bins of equal width, from a score of 0 to 1
 */
public record Calibration(Optional<Double> expectedCalibrationError, List<Bin> bins) {
  public Calibration {
    Scores.require(expectedCalibrationError, "expectedCalibrationError");
    bins = List.copyOf(bins);
  }

  /**
   * Detections with similar scores.
   *
   * @param from lowest score
   * @param to lowest score of the next bin
   * @param detections how many
   * @param meanScore their mean score; absent without detections
   * @param precision fraction that are true positives; absent without detections
   */
  public record Bin(
      double from,
      double to,
      int detections,
      Optional<Double> meanScore,
      Optional<Double> precision) {
    public Bin {
      Scores.require(meanScore, "meanScore");
      Scores.require(precision, "precision");
    }
  }
}
