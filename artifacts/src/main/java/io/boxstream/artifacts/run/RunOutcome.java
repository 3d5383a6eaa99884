package io.boxstream.artifacts.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;

/**
 * How a run ended. Written once: an ended run stays ended.
 *
 * @param runId the run's id
 * @param state how
 * @param finishedAt when
 * @param epoch epochs finished
 * @param step steps taken
 * @param detail one sentence for people; empty when there is nothing to say
 */
public record RunOutcome(
    String runId, State state, Instant finishedAt, int epoch, long step, String detail) {
  public RunOutcome {
    ObjectKeys.requireSegment(runId, "runId");
    requireNonNull(state, "state");
    requireNonNull(finishedAt, "finishedAt");
    requireNonNull(detail, "detail");
    if (epoch < 0 || step < 0) {
      throw new IllegalArgumentException(
          "epoch and step must not be negative: " + epoch + ", " + step);
    }
  }

  /** The ways to end. */
  public enum State {
    /** All epochs are done. */
    COMPLETED,
    /** Someone asked it to stop. */
    STOPPED,
    /** It cannot go on. */
    FAILED
  }
}
