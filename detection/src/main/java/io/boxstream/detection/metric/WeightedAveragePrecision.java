package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * VOC 2007's average precision of one class over images that count several times or not at all. The
 * detections are ranked once; a set of weights then takes one pass over them.
 *
 * <p>The result is that of {@link VocAveragePrecision#VOC07} for a data set in which each image
 * occurs as often as its weight. Copies of a detection share a score, and the last of several true
 * positives has the highest precision and recall of them, so one point stands for all.
 *
 * <p>Reuses its memory; not thread-safe.
 */
final class WeightedAveragePrecision {
  private static final int RECALLS = 11;

  private final int[] groundTruths;
  // Twice the index of the image, plus one for a true positive; best score first.
  private final int[] ranked;
  private final double[] bestPrecision = new double[RECALLS];

  WeightedAveragePrecision(ClassMatches matches) {
    this.groundTruths = matches.groundTruths();
    this.ranked = upToLastTruePositive(matches.ranked());
  }

  /**
   * The average precision.
   *
   * @param weights how often each image counts, not negative, one value per image
   * @return in [0, 1]; NaN if no image that counts has an object to find
   */
  double of(int[] weights) {
    int objects = 0;
    for (int image = 0; image < groundTruths.length; image++) {
      objects += weights[image] * groundTruths[image];
    }
    if (objects == 0) {
      return Double.NaN;
    }
    Arrays.fill(bestPrecision, 0);
    int right = 0;
    int counted = 0;
    int reached = 0;
    for (int match : ranked) {
      int weight = weights[match >> 1];
      counted += weight;
      if ((match & 1) != 0 && weight > 0) {
        right += weight;
        double recall = (double) right / objects;
        while (reached < RECALLS && recall >= reached * 0.1) {
          reached++;
        }
        bestPrecision[reached - 1] = Math.max(bestPrecision[reached - 1], (double) right / counted);
      }
    }
    return meanOfBest();
  }

  /** The mean over the eleven recalls of the best precision at that recall or a higher one. */
  private double meanOfBest() {
    for (int i = RECALLS - 2; i >= 0; i--) {
      bestPrecision[i] = Math.max(bestPrecision[i], bestPrecision[i + 1]);
    }
    double sum = 0;
    for (double precision : bestPrecision) {
      sum += precision / RECALLS;
    }
    // Eleven elevenths may add up to a little more than one.
    return Math.min(1, sum);
  }

  /** False positives after the last true positive do not change any of the best precisions. */
  private static int[] upToLastTruePositive(RankedMatches matches) {
    int size = matches.size();
    while (size > 0 && (matches.verdict(size - 1) & 1) == 0) {
      size--;
    }
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = matches.verdict(i);
    }
    return numbers;
  }
}
