package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * The precisions and recalls of one class in every cell. All are NaN for a size without objects to
 * find.
 */
final class CocoScores {

  private final double[] precisions = new double[CocoCells.COUNT];
  private final double[] recalls = new double[CocoCells.COUNT];
  private final double[][] curves = new double[CocoCells.OVERLAPS][0];
  private final double[] recallsOfBest;

  /**
   * @param recallsOfBest mean recall of all sizes with the best 1 and 10 detections of each image
   */
  CocoScores(double[] recallsOfBest) {
    this.recallsOfBest = recallsOfBest;
    Arrays.fill(precisions, Double.NaN);
    Arrays.fill(recalls, Double.NaN);
  }

  /**
   * Sets the results of a cell.
   *
   * @param curve interpolated precisions
   * @param recall fraction of the objects that are found
   */
  void set(AreaRange area, int overlap, double[] curve, double recall) {
    int cell = CocoCells.cell(area, overlap);
    precisions[cell] = Arrays.stream(curve).average().orElseThrow();
    recalls[cell] = recall;
    if (area == AreaRange.ALL) {
      curves[overlap] = curve;
    }
  }

  double precision(AreaRange area, int overlap) {
    return precisions[CocoCells.cell(area, overlap)];
  }

  /** Mean precision over the overlaps. */
  double precision(AreaRange area) {
    return mean(precisions, area);
  }

  /** Mean recall over the overlaps. */
  double recall(AreaRange area) {
    return mean(recalls, area);
  }

  double recallOfBest(int few) {
    return recallsOfBest[few];
  }

  /** Interpolated precisions for all sizes; empty if there are no objects to find. */
  double[] curve(int overlap) {
    return curves[overlap].clone();
  }

  private static double mean(double[] values, AreaRange area) {
    int first = CocoCells.cell(area, 0);
    return Arrays.stream(values, first, first + CocoCells.OVERLAPS).average().orElseThrow();
  }
}
