package io.boxstream.benchmarks;

import java.nio.file.Path;

/** The process of one benchmark. */
final class BenchmarkProcess {

  private BenchmarkProcess() {}

  /**
   * Runs a benchmark.
   *
   * @param arguments its name, the folder of the data set, that of the ingest service, the work
   *     folder
   */
  public static void main(String[] arguments) throws Exception {
    BenchmarkRegistry registry =
        new BenchmarkRegistry(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
    Benchmark benchmark = registry.named(arguments[0]);
    benchmark.run(new Measurements(arguments[0], System.out));
  }
}
