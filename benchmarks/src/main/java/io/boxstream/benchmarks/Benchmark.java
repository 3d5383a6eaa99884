package io.boxstream.benchmarks;

import java.util.List;

/** Something that is measured in a process of its own. */
interface Benchmark {

  /**
   * Measures it.
   *
   * @param figures receives what was measured
   */
  void run(Measurements figures) throws Exception;

  /** What its virtual machine needs in addition to what all have. */
  default List<String> options() {
    return List.of();
  }
}
