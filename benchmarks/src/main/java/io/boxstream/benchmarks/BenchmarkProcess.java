package io.boxstream.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The process of one benchmark. */
final class BenchmarkProcess {

  private BenchmarkProcess() {}

  /**
   * Runs a benchmark.
   *
   * @param arguments its name, and the settings
   */
  public static void main(String[] arguments) throws Exception {
    List<String> settings = Arrays.asList(arguments).subList(1, arguments.length);
    BenchmarkRegistry registry = new BenchmarkRegistry(BenchmarkSettings.of(settings));
    Benchmark benchmark = registry.named(arguments[0]);
    benchmark.run(new Measurements(arguments[0], System.out));
  }
}
