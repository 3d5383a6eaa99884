package io.boxstream.detection.training;

import java.util.List;

/**
 * The losses of one step over its whole batch.
 *
 * @param crossEntropy sum over positives and hard negatives, divided by the number of positives
 * @param smoothL1 sum over the positives' offsets, divided by the number of positives
 * @param positives number of anchors that are matched to an object; if it is 0, both losses are 0
 */
public record StepLosses(double crossEntropy, double smoothL1, int positives) {

  /**
   * The losses of a batch from those of its parts.
   *
   * @param parts for each part, the cross entropy of each image, then the smooth L1 of each
   * @param positives of the whole batch
   */
  public static StepLosses sum(List<float[]> parts, int positives) {
    double crossEntropy = 0;
    double smoothL1 = 0;
    for (float[] part : parts) {
      int images = part.length / 2;
      for (int image = 0; image < images; image++) {
        crossEntropy += part[image];
        smoothL1 += part[images + image];
      }
    }
    return new StepLosses(crossEntropy, smoothL1, positives);
  }

  /** Whether training can go on. */
  public boolean areFinite() {
    return Double.isFinite(crossEntropy + smoothL1);
  }
}
