package io.boxstream.benchmarks.capacity;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Images by the hour: more by day than at night, fewer at the end of the week, and more on some
 * days than on others. The same seed gives the same images.
 *
 * @param imagesPerDay in the mean
 * @param variation standard deviation of the logarithm of a day's images; 0 for days that differ by
 *     their place in the week alone
 * @param seed of the days
 */
public record Traffic(double imagesPerDay, double variation, long seed) {

  static final int HOURS = 24;
  static final int DAYS_OF_WEEK = 7;

  /** A working day: least at four, most at two in the afternoon, 1.8 times the mean. */
  private static final double[] HOUR = {
    0.4, 0.3, 0.25, 0.2, 0.2, 0.3, 0.5, 0.8, 1.2, 1.5, 1.6, 1.65, 1.6, 1.7, 1.8, 1.75, 1.7, 1.6,
    1.4, 1.2, 0.9, 0.7, 0.5, 0.45
  };

  private static final double[] DAY = {1.1, 1.1, 1.1, 1.1, 1.1, 0.8, 0.7};

  public Traffic {
    Checks.positive(imagesPerDay, "imagesPerDay");
    Checks.notNegative(variation, "variation");
  }

  /** Images in an hour, counted from the first of the first day, a Monday. */
  public double inHour(int hour) {
    int day = hour / HOURS;
    return imagesPerDay
        * dayFactor(day)
        * DAY[day % DAYS_OF_WEEK]
        / mean(DAY)
        * HOUR[hour % HOURS]
        / mean(HOUR)
        / HOURS;
  }

  /** Log-normal with a mean of 1. */
  private double dayFactor(int day) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + day);
    // Sum of twelve uniform numbers: mean 6, variance 1.
    double normal = random.doubles(12).sum() - 6;
    return Math.exp(variation * normal - variation * variation / 2);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
