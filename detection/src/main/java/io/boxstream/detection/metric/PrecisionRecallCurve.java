package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * Precision and recall of one class at every score at which one more object is found, best first.
 *
 * <p>Between two of these points recall stays and precision only falls, so they decide every area
 * under the curve: this is the whole curve, in at most as many points as there are objects.
 */
public final class PrecisionRecallCurve {

  /** How many points {@link #interpolated} has. */
  public static final int RECALL_POINTS = 101;

  private final float[] scores;
  private final double[] recalls;
  private final double[] precisions;

  PrecisionRecallCurve(float[] scores, double[] recalls, double[] precisions) {
    this.scores = scores;
    this.recalls = recalls;
    this.precisions = precisions;
  }

  /** How many points there are: how many objects were found. */
  public int size() {
    return scores.length;
  }

  /** The score of the detection that found the object, in [0, 1]; not increasing. */
  public float score(int point) {
    return scores[point];
  }

  /** The share of the objects that were found so far, in (0, 1]. */
  public double recall(int point) {
    return recalls[point];
  }

  /** The share of right ones among the detections so far, in (0, 1]. */
  public double precision(int point) {
    return precisions[point];
  }

  /**
   * The best precision at a recall of i·0.01 or more, for i from 0 to 100: what COCO draws, never
   * increasing. Zero where so much is never found.
   */
  public double[] interpolated() {
    return interpolate(recalls, precisions, size());
  }

  double area(VocAveragePrecision kind) {
    return kind.of(recalls, precisions);
  }

  /**
   * The same for arrays of which only the first {@code count} values are used.
   *
   * @param recalls not decreasing, in [0, 1]
   */
  static double[] interpolate(double[] recalls, double[] precisions, int count) {
    double[] result = new double[RECALL_POINTS];
    int from = count;
    double best = 0;
    for (int point = RECALL_POINTS - 1; point >= 0; point--) {
      while (from > 0 && recalls[from - 1] >= recallAt(point)) {
        from--;
        best = Math.max(best, precisions[from]);
      }
      result[point] = best;
    }
    return result;
  }

  /** As pycocotools has them: i·0.01 in float64, and 1 at the end. */
  private static double recallAt(int point) {
    return point == RECALL_POINTS - 1 ? 1 : point * 0.01;
  }

  @Override
  public String toString() {
    return "recalls %s, precisions %s"
        .formatted(Arrays.toString(recalls), Arrays.toString(precisions));
  }
}
