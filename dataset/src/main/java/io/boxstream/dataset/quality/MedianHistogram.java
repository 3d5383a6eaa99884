package io.boxstream.dataset.quality;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Median and median absolute deviation of values that come and go, from counts in bins of 1/32:
 * exact to half a bin. Values beyond ±10 are counted at the end.
 */
final class MedianHistogram {

  private static final int PER_UNIT = 32;
  private static final int HALF = 10 * PER_UNIT;

  /** Makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double NORMAL = 1.4826;

  private final int[] counts = new int[2 * HALF + 1];
  private long total;

  void add(double value, int count) {
    counts[bin(value)] += count;
    total += count;
  }

  /** The counts that are not zero: a bin and its count, and so on. */
  long[] filled() {
    return IntStream.range(0, counts.length)
        .filter(bin -> counts[bin] != 0)
        .mapToObj(bin -> LongStream.of(bin, counts[bin]))
        .flatMapToLong(Function.identity())
        .toArray();
  }

  /**
   * Adds to the count of a bin of {@link #filled()}.
   *
   * @throws IllegalArgumentException if there is no such bin
   */
  void restore(long bin, long count) {
    if (bin < 0 || bin >= counts.length) {
      throw new IllegalArgumentException("there is no bin " + bin);
    }
    counts[(int) bin] += (int) count;
    total += count;
  }

  long total() {
    return total;
  }

  double median() {
    long before = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      before += counts[bin];
      if (2 * before >= total) {
        return value(bin);
      }
    }
    return 0;
  }

  /** The standard deviation that the median absolute deviation implies; 0 without values. */
  double robustDeviation() {
    int median = bin(median());
    long within = 0;
    for (int distance = 0; distance < counts.length; distance++) {
      within += count(median - distance) + (distance == 0 ? 0 : count(median + distance));
      if (2 * within >= total) {
        return NORMAL * distance / PER_UNIT;
      }
    }
    return 0;
  }

  private long count(int bin) {
    return bin < 0 || bin >= counts.length ? 0 : counts[bin];
  }

  private static int bin(double value) {
    long bin = Math.round(value * PER_UNIT);
    return (int) Math.max(-HALF, Math.min(HALF, bin)) + HALF;
  }

  private static double value(int bin) {
    return (double) (bin - HALF) / PER_UNIT;
  }
}
