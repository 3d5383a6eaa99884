package io.boxstream.benchmarks;

import java.util.Arrays;

/**
 * Frames of a page, by the times between them.
 *
 * @param intervals in ms
 */
record Frames(double[] intervals) {

  /** A frame that came at the next but one turn of the display, or later. */
  private static final double MISSED_MILLIS = 20;

  /** One that people see. */
  private static final double LONG_MILLIS = 50;

  private static final double SLOW_PART = 0.95;

  Frames {
    if (intervals.length == 0) {
      throw new IllegalArgumentException("there were no frames");
    }
    intervals = intervals.clone();
    Arrays.sort(intervals);
  }

  /** Prints how many a second there were, on average, in the middle and at the 5th percentile. */
  void print(String name, Measurements figures) {
    double total = Arrays.stream(intervals).sum();
    figures.add(name, 1000 * intervals.length / total, "frames/s");
    figures.add(name + ".median", 1000 / at(0.5), "frames/s");
    figures.add(name + ".slowest-5", 1000 / at(SLOW_PART), "frames/s");
    figures.add(name + ".over-20ms", 100 * part(MISSED_MILLIS), "%");
    figures.add(name + ".over-50ms", 100 * part(LONG_MILLIS), "%");
    figures.add(name + ".longest", intervals[intervals.length - 1], "ms");
  }

  private double at(double part) {
    return intervals[(int) (part * (intervals.length - 1))];
  }

  private double part(double millis) {
    return Arrays.stream(intervals).filter(interval -> interval > millis).count()
        / (double) intervals.length;
  }
}
