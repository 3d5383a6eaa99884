package io.boxstream.benchmarks.capacity;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Images that wait on a log, first in, first out. What waits for longer than the log keeps it is
 * lost. At every moment, what arrived is what is done, what waits and what is lost.
 */
final class Backlog {

  /** Images that arrived in one step. */
  private static final class Cohort {
    private final int step;
    private double left;

    private Cohort(int step, double left) {
      this.step = step;
      this.left = left;
    }
  }

  private final int keptSteps;
  private final Deque<Cohort> waiting = new ArrayDeque<>();
  private int step;
  private double arrived;
  private double done;
  private double lost;

  /**
   * @param keptSteps after how many steps an image that waits is lost, at least 1
   */
  Backlog(int keptSteps) {
    Checks.positive(keptSteps, "keptSteps");
    this.keptSteps = keptSteps;
  }

  /**
   * Goes on by a step.
   *
   * @param arrivals images that come in it
   * @param capacity images that can be worked on in it
   * @return images that were worked on
   */
  double step(double arrivals, double capacity) {
    Checks.notNegative(arrivals, "arrivals");
    Checks.notNegative(capacity, "capacity");
    arrived += arrivals;
    waiting.addLast(new Cohort(step, arrivals));
    double left = capacity;
    while (!waiting.isEmpty() && waiting.getFirst().left <= left) {
      left -= waiting.removeFirst().left;
    }
    if (!waiting.isEmpty()) {
      waiting.getFirst().left -= left;
      left = 0;
    }
    step++;
    while (!waiting.isEmpty() && step - waiting.getFirst().step >= keptSteps) {
      lost += waiting.removeFirst().left;
    }
    double worked = capacity - left;
    done += worked;
    return worked;
  }

  double arrived() {
    return arrived;
  }

  double done() {
    return done;
  }

  double lost() {
    return lost;
  }

  /** Images that wait now: the lag. */
  double waiting() {
    return waiting.stream().mapToDouble(cohort -> cohort.left).sum();
  }
}
