package io.boxstream.evaluator.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.retention.RetentionReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What retention does.
 *
 * @param state what it does now
 * @param next when the next scheduled sweep begins; empty if there is no schedule
 * @param last the last sweep that reached its end
 * @param failure why the sweep after that one failed
 */
public record RetentionStatus(
    State state, Optional<Instant> next, Optional<RetentionReport> last, Optional<String> failure) {
  public RetentionStatus {
    requireNonNull(state, "state");
    requireNonNull(next, "next");
    requireNonNull(last, "last");
    requireNonNull(failure, "failure");
  }

  /** What it does now. */
  public enum State {
    /** Waits for the store to be ready, for its time, or for a request. */
    WAITING,
    /** Sweeps. */
    SWEEPING
  }
}
