package io.boxstream.detection.metric;

/** Pascal VOC's two definitions of average precision (SSD.md 8.1). */
public enum VocAveragePrecision {
  /** Mean of the best precision at eleven recalls: VOC 2007, which the reference reports. */
  VOC07 {
    @Override
    public double of(double[] recall, double[] precision) {
      double sum = 0;
      for (int i = 0; i <= 10; i++) {
        sum += bestPrecision(recall, precision, i * 0.1) / 11;
      }
      return sum;
    }
  },
  /** The area under the monotonic precision-recall curve: VOC 2010 and later. */
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
   * @param recall recall after each detection, best first; not decreasing, in [0, 1]
   * @param precision precision after each detection, in [0, 1]
   * @return in [0, 1]
   */
  public abstract double of(double[] recall, double[] precision);

  /**
   * The best precision at a minimum recall. The recalls are i·0.1 in float64, as in the reference:
   * 0.1·3 is more than 3/10, so a recall of exactly 3/10 does not reach it.
   */
  private static double bestPrecision(double[] recall, double[] precision, double minimum) {
    double best = 0;
    for (int i = 0; i < recall.length; i++) {
      if (recall[i] >= minimum) {
        best = Math.max(best, precision[i]);
      }
    }
    return best;
  }
}
