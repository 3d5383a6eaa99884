package io.boxstream.detection.metric;

/** Pascal VOC's two areas under a precision-recall curve (SSD.md 8.1). */
public enum VocAveragePrecision {
  /** Mean of the best precision at eleven recalls: VOC 2007, and what the reference reports. */
  VOC07 {
    @Override
    public double of(double[] recall, double[] precision) {
      double sum = 0;
      for (int i = 0; i <= 10; i++) {
        sum += bestFrom(recall, precision, i * 0.1) / 11;
      }
      return sum;
    }
  },
  /** The area under the curve made monotonic: VOC 2010 and later. */
  ALL_POINTS {
    @Override
    public double of(double[] recall, double[] precision) {
      double area = 0;
      double best = 0;
      for (int i = recall.length - 1; i >= 0; i--) {
        best = Math.max(best, precision[i]);
        area += (recall[i] - (i == 0 ? 0 : recall[i - 1])) * best;
      }
      return area;
    }
  };

  /**
   * The average precision of one class.
   *
   * @param recall after each detection, best first: not decreasing, in [0, 1]
   * @param precision after each detection, in [0, 1]
   * @return in [0, 1]
   */
  public abstract double of(double[] recall, double[] precision);

  /**
   * The recalls are i·0.1 in float64, as the reference has them: 0.1·3 is more than 3/10, so a
   * recall of exactly 3/10 does not count there.
   */
  private static double bestFrom(double[] recall, double[] precision, double minimum) {
    double best = 0;
    for (int i = 0; i < recall.length; i++) {
      if (recall[i] >= minimum) {
        best = Math.max(best, precision[i]);
      }
    }
    return best;
  }
}
