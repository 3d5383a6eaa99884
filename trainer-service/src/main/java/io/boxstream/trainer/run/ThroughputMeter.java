package io.boxstream.trainer.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Images per second over the latest steps, and from it the time to the end. Confined to one thread.
 *
 * <p>Times are nanoseconds of a monotonic clock given by the caller; all time between two marks
 * counts, so checkpoints and waiting lower the throughput.
 */
public final class ThroughputMeter {

  private static final int WINDOW = 50;

  private final Deque<Long> marks = new ArrayDeque<>();

  /** Starts measuring, at the start of a run and again after a pause that must not count. */
  public void restart(long nanos) {
    marks.clear();
    marks.add(nanos);
  }

  /** A step was done. */
  public void stepDone(long nanos) {
    marks.add(nanos);
    if (marks.size() > WINDOW + 1) {
      marks.removeFirst();
    }
  }

  /** Images per second over the latest steps (at most 50); 0 before the first step. */
  public double imagesPerSecond(int batch) {
    double seconds = secondsPerStep();
    return seconds > 0 ? batch / seconds : 0;
  }

  /** Time the given number of steps will take at the present speed; zero before the first step. */
  public Duration timeFor(long steps) {
    return Duration.ofMillis(Math.round(1000 * steps * secondsPerStep()));
  }

  /** Mean time of the latest steps (at most 50); 0 before the first step. */
  public double secondsPerStep() {
    if (marks.size() < 2) {
      return 0;
    }
    return (marks.getLast() - marks.getFirst()) / 1e9 / (marks.size() - 1);
  }
}
