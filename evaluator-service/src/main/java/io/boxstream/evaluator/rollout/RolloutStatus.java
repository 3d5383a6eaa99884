package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutEnd;
import java.util.Optional;

/**
 * A rollout as it is now.
 *
 * @param rollout what was asked for
 * @param end how it ended; empty while it runs
 * @param progress what is counted while it runs, and was when it ended
 */
public record RolloutStatus(Rollout rollout, Optional<RolloutEnd> end, Progress progress) {
  public RolloutStatus {
    requireNonNull(rollout, "rollout");
    requireNonNull(end, "end");
    requireNonNull(progress, "progress");
  }
}
