package io.boxstream.benchmarks;

import java.nio.file.Path;

/** The process of one benchmark. */
final class SingleRun {

  private SingleRun() {}

  /** Runs the benchmark of that name with the data set in that folder. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = new Catalogue(Path.of(arguments[1])).named(arguments[0]);
    benchmark.run(new Figures(arguments[0], System.out));
  }
}
