package io.boxstream.benchmarks.capacity;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that are written, and removed after a time. What was written is there or was removed. */
final class KeptBytes {

  private final int keptSteps;
  private final Deque<Double> steps = new ArrayDeque<>();
  private double written;
  private double removed;

  /**
   * @param keptSteps after how many steps bytes are removed; 0 for never
   */
  KeptBytes(int keptSteps) {
    Checks.notNegative(keptSteps, "keptSteps");
    this.keptSteps = keptSteps;
  }

  /** Goes on by a step in which so many bytes are written. */
  void step(double bytes) {
    Checks.notNegative(bytes, "bytes");
    written += bytes;
    if (keptSteps == 0) {
      return;
    }
    steps.addLast(bytes);
    if (steps.size() > keptSteps) {
      removed += steps.removeFirst();
    }
  }

  double written() {
    return written;
  }

  double removed() {
    return removed;
  }

  /** Bytes that are there. */
  double held() {
    return written - removed;
  }
}
