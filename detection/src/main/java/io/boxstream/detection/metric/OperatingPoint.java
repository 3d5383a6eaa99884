package io.boxstream.detection.metric;

/**
 * What remains when detections below a score are left out.
 *
 * @param truePositives objects that are found
 * @param falsePositives detections that find nothing new
 * @param missed objects that are not found
 */
public record OperatingPoint(int truePositives, int falsePositives, int missed) {

  public OperatingPoint {
    if (truePositives < 0 || falsePositives < 0 || missed < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: %d, %d, %d"
              .formatted(truePositives, falsePositives, missed));
    }
  }

  /**
   * The fraction of detections that are true positives, in [0, 1]; 1 without detections, because
   * none is wrong.
   */
  public double precision() {
    int detections = truePositives + falsePositives;
    return detections == 0 ? 1 : (double) truePositives / detections;
  }

  /** The fraction of objects that are found, in [0, 1]; NaN without objects. */
  public double recall() {
    int objects = truePositives + missed;
    return objects == 0 ? Double.NaN : (double) truePositives / objects;
  }

  /**
   * The harmonic mean of precision and recall, 2TP / (2TP + FP + FN), in [0, 1]; 0 if no object is
   * found.
   */
  public double f1() {
    return truePositives == 0
        ? 0
        : 2.0 * truePositives / (2.0 * truePositives + falsePositives + missed);
  }
}
