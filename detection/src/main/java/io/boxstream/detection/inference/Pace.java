package io.boxstream.detection.inference;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** How fast a detector is loaded, step by step. */
public enum Pace {
  /** Without a rest. */
  FULL(0),

  /**
   * After each step a rest of three times its length, but of five seconds at most, so that others
   * who need the processors wait for one step at most.
   */
  BESIDE_OTHERS(3);

  /** A step may have waited for a server that was away. */
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(5);

  private final int rest;

  Pace(int rest) {
    this.rest = rest;
  }

  /** Does a step, and rests in the calling thread. An interrupt ends the rest. */
  public <T> T step(Supplier<T> step) {
    long start = System.nanoTime();
    T result = step.get();
    LockSupport.parkNanos(Math.min(LONGEST_REST, rest * (System.nanoTime() - start)));
    return result;
  }
}
