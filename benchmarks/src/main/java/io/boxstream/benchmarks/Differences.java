package io.boxstream.benchmarks;

import java.util.Arrays;

/** How far numbers are from those that are expected. */
final class Differences {

  private Differences() {}

  /** The difference as a part of the expected number; not a number if either is none. */
  static double relative(double expected, double found) {
    return expected == found ? 0 : Math.abs(found - expected) / Math.abs(expected);
  }

  /**
   * The largest of the relative differences; infinite if there are more of one than of the other.
   */
  static double relative(double[] expected, double[] found) {
    double largest = expected.length == found.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(expected.length, found.length); i++) {
      largest = Math.max(largest, relative(expected[i], found[i]));
    }
    return largest;
  }

  /**
   * The largest difference as a part of the range of the expected numbers; infinite if there are
   * more of one than of the other.
   */
  static double ofRange(double[] expected, double[] found) {
    if (expected.length == 0 || expected.length != found.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    double range =
        Arrays.stream(expected).max().orElseThrow() - Arrays.stream(expected).min().orElseThrow();
    return largest == 0 ? 0 : largest / range;
  }
}
