package io.boxstream.detection.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well scores agree with the fraction of detections that are true positives: the reliability
 * diagram of Guo et al., "On Calibration of Modern Neural Networks" (2017), with precision in place
 * of accuracy as Küppers et al., "Multivariate Confidence Calibration for Object Detection" (2020)
 * use it for detectors.
 *
 * @param bins of equal width, from a score of 0 to 1
 */
public record ReliabilityDiagram(List<Bin> bins) {

  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  /**
   * Sorts detections into bins.
   *
   * @param bins number of bins, at least 1. A score on the border of two is in the upper one, 1 in
   *     the last
   */
  public static ReliabilityDiagram of(MatchedDetections matched, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be positive: " + bins);
    }
    int[] detections = new int[bins];
    int[] right = new int[bins];
    double[] scores = new double[bins];
    for (int i = 0; i < matched.size(); i++) {
      int bin = Math.min((int) (matched.score(i) * bins), bins - 1);
      detections[bin]++;
      right[bin] += matched.isRight(i) ? 1 : 0;
      scores[bin] += matched.score(i);
    }
    List<Bin> filled = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      filled.add(
          new Bin(
              detections[bin],
              scores[bin] / detections[bin],
              (double) right[bin] / detections[bin]));
    }
    return new ReliabilityDiagram(filled);
  }

  /**
   * The mean difference of score and precision, in [0, 1]: Σ nᵦ / n · |precisionᵦ - scoreᵦ| over
   * the bins. Empty without detections. A detector reports many boxes with low scores; they weigh
   * as much as the others, so look at the bins, too.
   */
  public OptionalDouble expectedCalibrationError() {
    int all = bins.stream().mapToInt(Bin::detections).sum();
    return all == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            bins.stream()
                .filter(bin -> bin.detections() > 0)
                .mapToDouble(
                    bin -> Math.abs(bin.precision() - bin.meanScore()) * bin.detections() / all)
                .sum());
  }

  /**
   * Detections with similar scores.
   *
   * @param detections how many
   * @param meanScore their mean score, in [0, 1]; NaN without detections
   * @param precision the fraction that are true positives, in [0, 1]; NaN without detections
   */
  public record Bin(int detections, double meanScore, double precision) {}
}
