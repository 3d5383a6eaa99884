package io.boxstream.artifacts.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;

/**
 * How a run ended. Written once and never changed.
 *
 * @param runId the run's id
 * @param state how it ended
 * @param finishedAt when it ended
 * @param epoch epochs finished
 * @param step steps taken
 * @param detail one human-readable sentence, for example why it was stopped early; empty if there
 *     are no details
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

  /** How a run can end. */
  public enum State {
    /** All epochs are done, the time budget is used, or early stopping ended it. */
    COMPLETED,
    /** It was stopped on request. */
    STOPPED,
    /** It failed and cannot continue. */
    FAILED
  }
}
