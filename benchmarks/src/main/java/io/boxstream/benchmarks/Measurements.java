package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the figures of one benchmark, a line each: name, value, unit. */
final class Measurements {

  private final String benchmark;
  private final PrintStream out;

  /**
   * @param benchmark names the figures
   * @param out where the lines go
   */
  Measurements(String benchmark, PrintStream out) {
    this.benchmark = requireNonNull(benchmark, "benchmark");
    this.out = requireNonNull(out, "out");
  }

  /** The benchmark's figure. */
  void add(double value, String unit) {
    print(benchmark, value, unit);
  }

  /** A further figure: a part of the benchmark's. */
  void add(String part, double value, String unit) {
    print(benchmark + "." + part, value, unit);
  }

  /** Three digits say all that a repetition confirms. */
  private void print(String name, double value, String unit) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    out.println(name + " " + String.format(Locale.ROOT, "%." + decimals + "f", value) + " " + unit);
  }
}
