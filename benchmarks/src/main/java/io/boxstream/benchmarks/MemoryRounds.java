package io.boxstream.benchmarks;

import java.util.List;

/**
 * Does something again and again that should leave nothing behind, and says how much memory there
 * is after some of the rounds, and how much each added from the first of these to the last.
 *
 * @param after the rounds after which memory is looked at
 */
record MemoryRounds(List<Integer> after) {

  /** One round. */
  interface Round {
    void run() throws Exception;
  }

  /** Says how much there is. */
  interface Memory {
    double megabytes() throws Exception;
  }

  MemoryRounds {
    after = List.copyOf(after);
    if (after.size() < 2) {
      throw new IllegalArgumentException("growth needs two samples, not " + after);
    }
  }

  /** Looks at the memory of this process. */
  void run(Round round, Measurements figures) throws Exception {
    run(round, ResidentMemory::megabytes, figures);
  }

  void run(Round round, Memory memory, Measurements figures) throws Exception {
    int first = after.get(0);
    int last = after.get(after.size() - 1);
    double before = 0;
    for (int done = 1; done <= last; done++) {
      round.run();
      if (after.contains(done)) {
        double megabytes = memory.megabytes();
        figures.add("after" + done, megabytes, "MB");
        if (done == first) {
          before = megabytes;
        } else if (done == last) {
          figures.add((megabytes - before) / (last - first), "MB/round");
        }
      }
    }
  }
}
