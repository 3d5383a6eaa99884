package io.boxstream.detection.metric;

/**
 * The fraction of bootstrap resamples on each side of a confidence interval.
 *
 * <p>The percentiles α/2 and 1−α/2 of the bootstrap distribution of a mean give an interval that is
 * too narrow for few observations, like a normal interval with the variance divided by n. The
 * expanded percentile interval (Hesterberg, What Teachers Should Know About the Bootstrap, The
 * American Statistician 69, 2015) takes Φ(−√(n/(n−1))·t) instead, with the quantile t of Student's
 * distribution with n−1 degrees of freedom at 1−α/2.
 */
final class TailFraction {

  private TailFraction() {}

  /**
   * The fraction on each side.
   *
   * @param confidence of the interval between both tails, in (0, 1)
   * @param observations n, at least 2
   * @return in [0, (1 − confidence)/2)
   */
  static double of(double confidence, int observations) {
    double quantile = studentQuantile(confidence, observations - 1);
    return normalBelow(-Math.sqrt(observations / (observations - 1.0)) * quantile);
  }

  /** The t at which Student's distribution has a probability between −t and t. */
  private static double studentQuantile(double probability, int degrees) {
    double low = 0;
    double high = 1;
    while (studentBetween(high, degrees) < probability) {
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      double middle = (low + high) / 2;
      if (studentBetween(middle, degrees) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The probability that Student's distribution gives to (−t, t), by the finite sums for whole
   * degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3, 26.7.4).
   */
  static double studentBetween(double t, int degrees) {
    double angle = Math.atan(t / Math.sqrt(degrees));
    double cosineSquared = 1 / (1 + t * t / degrees);
    boolean odd = degrees % 2 == 1;
    double term = odd ? Math.sqrt(cosineSquared) : 1;
    double sum = 0;
    for (int i = odd ? 3 : 2; i <= degrees; i += 2) {
      sum += term;
      term *= cosineSquared * (i - 1) / i;
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }

  /**
   * The standard normal distribution function, by the series of Marsaglia (Evaluating the Normal
   * Distribution, Journal of Statistical Software 11, 2004).
   */
  static double normalBelow(double x) {
    if (Math.abs(x) > 8) {
      return x < 0 ? 0 : 1;
    }
    double term = x;
    double sum = 0;
    for (int i = 3; sum + term != sum; i += 2) {
      sum += term;
      term *= x * x / i;
    }
    return Math.max(0, 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI));
  }
}
