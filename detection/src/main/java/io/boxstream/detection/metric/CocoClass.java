package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * The accumulated results of one class over a data set: ranked verdicts and the number of objects.
 */
final class CocoClass {

  // The maximum number of detections per image for AR_1 and AR_10 of CocoMetric.
  private static final int[] DETECTION_LIMITS = {1, 10};

  private final MatchPatterns patterns;
  private final RankedMatches verdicts = new RankedMatches();
  private final int[] wanted = new int[AreaRange.values().length];
  // Summed over all overlaps, because only their mean is needed.
  private final long[] foundWithinLimit = new long[DETECTION_LIMITS.length];

  /**
   * @param patterns shared by all classes
   */
  CocoClass(MatchPatterns patterns) {
    this.patterns = patterns;
  }

  void addObjects(AreaRange area, int count) {
    wanted[area.ordinal()] += count;
  }

  /**
   * Adds one detection.
   *
   * @param place number of better detections of the same class in the image
   * @param counted cells in which it is a true or false positive
   * @param right cells in which it is a true positive
   */
  void add(int place, float score, long counted, long right) {
    if (counted == 0) {
      // It changes neither precision nor recall in any cell, so it is not stored.
      return;
    }
    verdicts.add(score, patterns.number(counted, right));
    for (int limit = 0; limit < DETECTION_LIMITS.length; limit++) {
      if (place < DETECTION_LIMITS[limit]) {
        foundWithinLimit[limit] += Long.bitCount(right & CocoCells.of(AreaRange.ALL));
      }
    }
  }

  /** The scores of all images so far. */
  CocoScores scores() {
    verdicts.rank();
    CocoScores scores = new CocoScores(recallsOfBest());
    for (AreaRange area : AreaRange.values()) {
      int objects = wanted[area.ordinal()];
      if (objects > 0) {
        double[] recalls = new double[objects];
        double[] precisions = new double[objects];
        for (int overlap = 0; overlap < CocoCells.OVERLAPS; overlap++) {
          int found = computeCurve(1L << CocoCells.cell(area, overlap), recalls, precisions);
          double[] curve = PrecisionRecallCurve.interpolate(recalls, precisions, found);
          scores.set(area, overlap, curve, (double) found / objects);
        }
      }
    }
    return scores;
  }

  private double[] recallsOfBest() {
    double mostFound = (double) wanted[AreaRange.ALL.ordinal()] * CocoCells.OVERLAPS;
    return Arrays.stream(foundWithinLimit).mapToDouble(found -> found / mostFound).toArray();
  }

  /**
   * Computes recall and precision of a cell at every true positive.
   *
   * @return the number of true positives
   */
  private int computeCurve(long cell, double[] recalls, double[] precisions) {
    int right = 0;
    int counted = 0;
    for (int i = 0; i < verdicts.size(); i++) {
      int pattern = verdicts.verdict(i);
      if ((patterns.counted(pattern) & cell) != 0) {
        counted++;
        if ((patterns.right(pattern) & cell) != 0) {
          recalls[right] = (right + 1.0) / recalls.length;
          precisions[right] = (right + 1.0) / counted;
          right++;
        }
      }
    }
    return right;
  }
}
