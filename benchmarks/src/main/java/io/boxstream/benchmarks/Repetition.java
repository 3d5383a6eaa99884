package io.boxstream.benchmarks;

import java.time.Duration;
import java.util.Arrays;

/**
 * How often something is done before and while it is timed.
 *
 * @param warmUp for how long it is done untimed
 * @param measured for how long it is timed
 * @param fewest how often at least, in each of the two
 */
record Repetition(Duration warmUp, Duration measured, int fewest) {

  /** Work of milliseconds, which the compiler has to learn first. */
  static final Repetition OF_CALCULATIONS =
      new Repetition(Duration.ofSeconds(3), Duration.ofSeconds(4), 5);

  /** Work of the engine, which plans its memory in the first round and is steady then. */
  static final Repetition OF_ENGINE =
      new Repetition(Duration.ofSeconds(3), Duration.ofSeconds(8), 5);

  /** What is timed. */
  interface Work {
    void run() throws Exception;
  }

  /** The median time of one round, in seconds. */
  double seconds(Work work) throws Exception {
    rounds(work, warmUp);
    double[] times = rounds(work, measured);
    Arrays.sort(times);
    int middle = times.length / 2;
    return times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
  }

  private double[] rounds(Work work, Duration duration) throws Exception {
    double[] times = new double[fewest];
    int count = 0;
    long start = System.nanoTime();
    while (count < fewest || System.nanoTime() - start < duration.toNanos()) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
      }
      long before = System.nanoTime();
      work.run();
      times[count++] = (System.nanoTime() - before) / 1e9;
    }
    return Arrays.copyOf(times, count);
  }
}
