package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a rollout ended, with what was measured until then.
 *
 * @param outcome how
 * @param reason one sentence for people, with the figures that decided
 * @param caller the person who ended it; empty if it ended by itself
 * @param at when
 * @param instances how many instances of inference-service took part
 * @param counts what they counted together
 */
public record RolloutEnd(
    RolloutOutcome outcome,
    String reason,
    Optional<String> caller,
    Instant at,
    int instances,
    RolloutCounts counts) {
  public RolloutEnd {
    requireNonNull(outcome, "outcome");
    requireNonNull(reason, "reason");
    requireNonNull(caller, "caller");
    requireNonNull(at, "at");
    requireNonNull(counts, "counts");
  }
}
