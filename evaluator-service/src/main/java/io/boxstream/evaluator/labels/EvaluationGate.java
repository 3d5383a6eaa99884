package io.boxstream.evaluator.labels;

/** Lets background work run only while no checkpoint is being evaluated. Thread-safe. */
public final class EvaluationGate {
  private int evaluations;

  /** Work that may fail in any way. */
  @FunctionalInterface
  public interface Work {
    /** Does the work. */
    void run() throws Exception;
  }

  /** Runs an evaluation. */
  public void evaluating(Work evaluation) throws Exception {
    change(1);
    try {
      evaluation.run();
    } finally {
      change(-1);
    }
  }

  /** Waits until no evaluation runs. */
  synchronized void awaitIdle() throws InterruptedException {
    while (evaluations > 0) {
      wait();
    }
  }

  private synchronized void change(int by) {
    evaluations += by;
    notifyAll();
  }
}
