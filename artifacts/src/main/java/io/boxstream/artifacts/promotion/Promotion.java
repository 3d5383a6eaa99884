package io.boxstream.artifacts.promotion;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One link of a model's promotion chain. A rollback is a promotion with a different reason.
 *
 * @param id unique id of this attempt, so that a writer recognises its own link
 * @param model name of the model
 * @param generation position in the chain, from 1
 * @param checkpoint the checkpoint to serve
 * @param reason one human-readable sentence
 * @param decidedBy {@code policy}, or {@code hand} for a promotion by a person
 * @param caller name that the person gave; absent for promotions by the policy, and in links of
 *     earlier releases
 * @param decidedAt when
 * @param voc07 the checkpoint's score at the time
 * @param validationSet id of the validation set of this score
 */
public record Promotion(
    String id,
    String model,
    int generation,
    CheckpointId checkpoint,
    String reason,
    String decidedBy,
    Optional<String> caller,
    Instant decidedAt,
    Optional<Double> voc07,
    Optional<String> validationSet) {
  public Promotion {
    requireNonNull(id, "id");
    ObjectKeys.requireSegment(model, "model");
    if (generation < 1 || generation > 99_999_999) {
      throw new IllegalArgumentException("generation must be 1 to 99999999: " + generation);
    }
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(reason, "reason");
    requireNonNull(decidedBy, "decidedBy");
    requireNonNull(caller, "caller");
    requireNonNull(decidedAt, "decidedAt");
    requireNonNull(voc07, "voc07");
    requireNonNull(validationSet, "validationSet");
  }

  /** Creates the link that follows a generation (0 for the first), with a new id. */
  public static Promotion following(
      int generation,
      String model,
      CheckpointId checkpoint,
      Decision decision,
      Optional<Double> voc07,
      Optional<String> validationSet) {
    return new Promotion(
        UUID.randomUUID().toString(),
        model,
        generation + 1,
        checkpoint,
        decision.reason(),
        decision.decidedBy(),
        decision.caller(),
        decision.decidedAt(),
        voc07,
        validationSet);
  }

  /**
   * Who decided, when and why.
   *
   * @param reason one human-readable sentence
   * @param decidedBy who or what
   * @param caller name that the person gave; absent for promotions by the policy
   * @param decidedAt when
   */
  public record Decision(
      String reason, String decidedBy, Optional<String> caller, Instant decidedAt) {
    public Decision {
      requireNonNull(reason, "reason");
      requireNonNull(decidedBy, "decidedBy");
      requireNonNull(caller, "caller");
      requireNonNull(decidedAt, "decidedAt");
    }
  }
}
