package io.boxstream.trainer.run;

/**
 * Where a training run stands.
 *
 * <pre>
 * QUEUED ──► RUNNING ──► COMPLETED
 *    │          ├──────► STOPPED   (asked for by a person; never resumed)
 *    └──────────┴──────► FAILED    (the detail says why)
 * </pre>
 *
 * <p>A trainer that is shut down or killed leaves its run RUNNING: nothing is written, and the next
 * start goes on with it.
 */
public enum RunState {
  /** Accepted; waits for the data set or for the run before it. */
  QUEUED,
  /** Training. */
  RUNNING,
  /** All epochs trained and every checkpoint published. */
  COMPLETED,
  /** Stopped by request. */
  STOPPED,
  /** Refused or broken for good. */
  FAILED;

  /** Whether no further state follows. */
  public boolean isOver() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case COMPLETED, STOPPED, FAILED -> true;
    };
  }

  /** Whether {@code next} may follow this state. */
  public boolean canBecome(RunState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == STOPPED || next == FAILED;
      case RUNNING -> next.isOver();
      case COMPLETED, STOPPED, FAILED -> false;
    };
  }
}
