package io.boxstream.benchmarks;

/** Something that is measured in a process of its own. */
interface Benchmark {

  /**
   * Measures it.
   *
   * @param figures receives what was measured
   */
  void run(Measurements figures) throws Exception;
}
