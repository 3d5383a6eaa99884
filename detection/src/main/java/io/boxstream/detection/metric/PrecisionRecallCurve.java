package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * Precision and recall of one class at every true positive, best score first.
 *
 * <p>Between two of these points, recall is constant and precision only falls, so the points
 * determine every area under the curve. There are at most as many points as objects.
 */
public final class PrecisionRecallCurve {

  /** The number of points of {@link #interpolated}. */
  public static final int RECALL_POINTS = 101;

  private final float[] scores;
  private final double[] recalls;
  private final double[] precisions;

  PrecisionRecallCurve(float[] scores, double[] recalls, double[] precisions) {
    this.scores = scores;
    this.recalls = recalls;
    this.precisions = precisions;
  }

  /** The number of points, which is the number of objects found. */
  public int size() {
    return scores.length;
  }

  /** The score of the detection that found the object, in [0, 1]; not increasing. */
  public float score(int point) {
    return scores[point];
  }

  /** The fraction of all objects found up to this point, in (0, 1]. */
  public double recall(int point) {
    return recalls[point];
  }

  /** The fraction of true positives among the detections up to this point, in (0, 1]. */
  public double precision(int point) {
    return precisions[point];
  }

  /**
   * The best precision at a recall of i·0.01 or more, for i from 0 to 100, as in COCO's plots; not
   * increasing. Zero for recalls that are never reached.
   */
  public double[] interpolated() {
    return interpolate(recalls, precisions, size());
  }

  double area(VocAveragePrecision kind) {
    return kind.of(recalls, precisions);
  }

  /**
   * As {@link #interpolated}, from the first {@code count} values of the arrays.
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

  /** The recalls of pycocotools: i·0.01 in float64, and exactly 1 at the end. */
  private static double recallAt(int point) {
    return point == RECALL_POINTS - 1 ? 1 : point * 0.01;
  }

  @Override
  public String toString() {
    return "recalls %s, precisions %s"
        .formatted(Arrays.toString(recalls), Arrays.toString(precisions));
  }
}
