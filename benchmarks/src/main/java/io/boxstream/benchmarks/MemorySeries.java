package io.boxstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The memory of a page over time. Not thread-safe. */
final class MemorySeries {

  private static final double MEGABYTE = 1e6;

  private final List<Double> hours = new ArrayList<>();
  private final List<PageMemory> samples = new ArrayList<>();

  /**
   * One more sample.
   *
   * @param hour when, in hours since the start
   */
  void add(double hour, PageMemory memory) {
    hours.add(hour);
    samples.add(memory);
  }

  /** Prints the first and the last sample, and the growth in an hour. */
  void print(String name, Measurements figures) {
    print(name + ".heap", memory -> memory.heap() / MEGABYTE, "MB", figures);
    print(name + ".nodes", PageMemory::nodes, "nodes", figures);
    print(name + ".listeners", PageMemory::listeners, "listeners", figures);
  }

  private void print(
      String name, ToDoubleFunction<PageMemory> value, String unit, Measurements figures) {
    double[] values = samples.stream().mapToDouble(value).toArray();
    figures.add(name + ".first", values[0], unit);
    figures.add(name + ".last", values[values.length - 1], unit);
    figures.add(name + ".growth", slope(values), unit + "/h");
  }

  /** Of the line with the least squares. */
  private double slope(double[] values) {
    double meanHour = hours.stream().mapToDouble(hour -> hour).average().orElseThrow();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double distance = hours.get(i) - meanHour;
      products += distance * (values[i] - mean);
      squares += distance * distance;
    }
    return squares == 0 ? 0 : products / squares;
  }
}
