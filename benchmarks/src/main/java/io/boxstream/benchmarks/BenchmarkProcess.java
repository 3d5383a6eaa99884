package io.boxstream.benchmarks;

import java.nio.file.Path;

/** The process of one benchmark. */
final class BenchmarkProcess {

  private BenchmarkProcess() {}

  /** Runs the benchmark of that name with the data set in that folder. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = new BenchmarkRegistry(Path.of(arguments[1])).named(arguments[0]);
    benchmark.run(new Measurements(arguments[0], System.out));
  }
}
