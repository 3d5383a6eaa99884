package io.boxstream.detection.drift;

/**
 * The upper tail of the F distribution, by the continued fraction of the regularised incomplete
 * beta function (NIST Digital Library of Mathematical Functions, 8.17.22) with the modified Lentz
 * algorithm.
 */
final class TailProbability {
  private static final int MOST_STEPS = 1000;
  private static final double PRECISION = 1e-14;
  private static final double TINY = 1e-300;

  private TailProbability() {}

  /**
   * P(X > f) for an F-distributed X.
   *
   * @param f not negative
   * @param numerator degrees of freedom, positive, not necessarily whole
   * @param denominator the same
   */
  static double ofF(double f, double numerator, double denominator) {
    if (!(f >= 0 && numerator > 0 && denominator > 0)) {
      throw new IllegalArgumentException("F(%s, %s) at %s".formatted(numerator, denominator, f));
    }
    double x = denominator / (denominator + numerator * f);
    return incompleteBeta(denominator / 2, numerator / 2, x);
  }

  /** The regularised incomplete beta function I_x(a, b), x in [0, 1]. */
  static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // The fraction converges fast on this side only.
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(b, a, 1 - x);
    }
    double logFactor = a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
    return Math.exp(logFactor) / a * continuedFraction(a, b, x);
  }

  private static double continuedFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MOST_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      value *= c * d;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      value *= c * d;
      if (Math.abs(c * d - 1) < PRECISION) {
        return value;
      }
    }
    throw new ArithmeticException("I_%s(%s, %s) does not converge".formatted(x, a, b));
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  /** Stirling's series (DLMF 5.11.1) after moving the argument to at least 10; error < 1e-12. */
  static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 10) {
      shift -= Math.log(z);
      z += 1;
    }
    double square = z * z;
    double series =
        1 / (12 * z) * (1 - 1 / (30 * square) * (1 - 2 / (7 * square) * (1 - 3 / (4 * square))));
    return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
  }
}
