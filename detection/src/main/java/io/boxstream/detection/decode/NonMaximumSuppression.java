package io.boxstream.detection.decode;

import java.util.Arrays;

/** Greedy suppression of overlapping boxes of one class (SSD.md 7, step 4d). */
public final class NonMaximumSuppression {

  private NonMaximumSuppression() {}

  /**
   * Determines which boxes remain. A suppressed box does not suppress others.
   *
   * @param classes class of each of k boxes, best first
   * @param corners k×4 values: xMin, yMin, xMax, yMax
   * @param threshold a box is suppressed if its intersection over union with a better one exceeds
   *     this
   */
  public static boolean[] survivors(int[] classes, float[] corners, float threshold) {
    boolean[] alive = new boolean[classes.length];
    Arrays.fill(alive, true);
    for (int better = 0; better < classes.length; better++) {
      if (!alive[better]) {
        continue;
      }
      for (int other = better + 1; other < classes.length; other++) {
        if (alive[other]
            && classes[other] == classes[better]
            && overlap(corners, better, other) > threshold) {
          alive[other] = false;
        }
      }
    }
    return alive;
  }

  /** Intersection over union in float32; NaN, which exceeds nothing, for two boxes without area. */
  static float overlap(float[] corners, int a, int b) {
    float width = extent(corners, a, b, 0);
    float height = extent(corners, a, b, 1);
    float intersection = width * height;
    return intersection / (area(corners, a) + area(corners, b) - intersection);
  }

  private static float extent(float[] corners, int a, int b, int axis) {
    float from = Math.max(corners[4 * a + axis], corners[4 * b + axis]);
    float to = Math.min(corners[4 * a + axis + 2], corners[4 * b + axis + 2]);
    return Math.max(to - from, 0);
  }

  private static float area(float[] corners, int box) {
    float width = corners[4 * box + 2] - corners[4 * box];
    float height = corners[4 * box + 3] - corners[4 * box + 1];
    return width < 0 || height < 0 ? 0 : width * height;
  }
}
