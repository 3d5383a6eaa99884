package io.boxstream.detection.metric;

import java.util.Arrays;

/** What one class has gathered over a data set: ranked verdicts, and how many objects there are. */
final class CocoClass {

  // Most detections of an image that the first two recalls of CocoMetric are for.
  private static final int[] FEW = {1, 10};

  private final MatchPatterns patterns;
  private final RankedMatches verdicts = new RankedMatches();
  private final int[] wanted = new int[AreaRange.values().length];
  // Over all overlaps together: their mean is all that is asked for.
  private final long[] foundByFew = new long[FEW.length];

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
   * Takes in one detection.
   *
   * @param place how many of its class and image are better
   * @param counted cells in which it is right or wrong
   * @param right cells in which it is right
   */
  void add(int place, float score, long counted, long right) {
    if (counted == 0) {
      // It changes neither precision nor recall in any cell, so it need not be kept.
      return;
    }
    verdicts.add(score, patterns.number(counted, right));
    for (int few = 0; few < FEW.length; few++) {
      if (place < FEW[few]) {
        foundByFew[few] += Long.bitCount(right & CocoCells.of(AreaRange.ALL));
      }
    }
  }

  /** The scores of all that was taken in so far. */
  CocoScores scores() {
    verdicts.rank();
    CocoScores scores = new CocoScores(recallsOfBest());
    for (AreaRange area : AreaRange.values()) {
      int objects = wanted[area.ordinal()];
      if (objects > 0) {
        double[] recalls = new double[objects];
        double[] precisions = new double[objects];
        for (int overlap = 0; overlap < CocoCells.OVERLAPS; overlap++) {
          int found = follow(1L << CocoCells.cell(area, overlap), recalls, precisions);
          double[] curve = PrecisionRecallCurve.interpolate(recalls, precisions, found);
          scores.set(area, overlap, curve, (double) found / objects);
        }
      }
    }
    return scores;
  }

  private double[] recallsOfBest() {
    double mostFound = (double) wanted[AreaRange.ALL.ordinal()] * CocoCells.OVERLAPS;
    return Arrays.stream(foundByFew).mapToDouble(found -> found / mostFound).toArray();
  }

  /**
   * Recall and precision in a cell at every detection that finds one more object.
   *
   * @return how many do
   */
  private int follow(long cell, double[] recalls, double[] precisions) {
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
