package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A model's latest rollout has started or ended. Its documents in the object store are the source
 * of truth.
 *
 * @param model the name of the model
 * @param number position among the model's rollouts, from 1
 * @param rolloutId unique id of the rollout
 * @param checkpointId the challenger
 * @param generation of the champion that it is compared with
 * @param mode how it takes part
 * @param share of the requests or keys, in (0, 1]
 * @param latencyRatio budget: by how much the challenger may be slower, as a factor
 * @param disagreement budget: share of the images in which it may find different objects
 * @param state running, or how it ended
 * @param reason why it was started or has ended, one sentence for people
 * @param at when it was started or ended
 */
public record RolloutChanged(
    String model,
    long number,
    String rolloutId,
    String checkpointId,
    long generation,
    RolloutKind mode,
    double share,
    double latencyRatio,
    double disagreement,
    RolloutState state,
    String reason,
    Instant at)
    implements Event {
  public RolloutChanged {
    Checks.text(model, "model");
    Checks.positive(number, "number");
    Checks.text(rolloutId, "rolloutId");
    Checks.text(checkpointId, "checkpointId");
    Checks.positive(generation, "generation");
    requireNonNull(mode, "mode");
    Checks.fraction(share, "share");
    Checks.notNegative(latencyRatio, "latencyRatio");
    Checks.fraction(disagreement, "disagreement");
    requireNonNull(state, "state");
    Checks.text(reason, "reason");
    requireNonNull(at, "at");
  }
}
