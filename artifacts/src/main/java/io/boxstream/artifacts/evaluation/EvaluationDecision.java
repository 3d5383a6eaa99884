package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;
import java.util.Optional;

/**
 * The final decision about a checkpoint. A repeated notification does not change it.
 *
 * @param checkpoint the checkpoint
 * @param model name of its model
 * @param validationSet id of the validation set that it was evaluated on
 * @param verdict the decision
 * @param reason one human-readable sentence
 * @param champion checkpoint it was compared with
 * @param championVoc07 the champion's score on the same set
 * @param generation the generation that it was promoted to
 * @param evidence the numbers that it rests on; absent in decisions of earlier releases
 * @param decidedAt time of the decision
 */
public record EvaluationDecision(
    CheckpointId checkpoint,
    String model,
    String validationSet,
    Verdict verdict,
    String reason,
    Optional<CheckpointId> champion,
    Optional<Double> championVoc07,
    Optional<Integer> generation,
    Optional<DecisionEvidence> evidence,
    Instant decidedAt) {
  public EvaluationDecision {
    requireNonNull(checkpoint, "checkpoint");
    ObjectKeys.requireSegment(model, "model");
    Sha256.requireHex(validationSet);
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
    requireNonNull(champion, "champion");
    requireNonNull(championVoc07, "championVoc07");
    requireNonNull(generation, "generation");
    requireNonNull(evidence, "evidence");
    requireNonNull(decidedAt, "decidedAt");
    if (generation.isPresent() != verdict.isPromotion()) {
      throw new IllegalArgumentException(
          "a promoted checkpoint has a generation, another has none: " + verdict + generation);
    }
  }

  /** The possible decisions. */
  public enum Verdict {
    /** There was no champion: the checkpoint is the first. */
    FIRST_PROMOTED,
    /** There was no champion, and its score is below the minimum for a first promotion. */
    BELOW_MINIMUM_FIRST_SCORE,
    /** It beats the champion on the same validation set beyond noise. */
    BETTER_PROMOTED,
    /**
     * It is a later checkpoint of the champion's run, and noise cannot tell it from the best of the
     * run.
     */
    LATEST_OF_RUN_PROMOTED,
    /** It does not beat the champion by the minimum gain, or only within noise. */
    NOT_BETTER,
    /** It would have been promoted, but a better checkpoint was promoted first. */
    OVERTAKEN,
    /** The score of a class is below its minimum. */
    CLASS_BELOW_FLOOR,
    /** A class is worse than the champion's by more than the margin, beyond noise. */
    CLASS_FELL,
    /** It would have been promoted, but it takes longer per image than the latency budget. */
    TOO_SLOW,
    /** It would have been promoted, but it could not be loaded or queried. */
    SMOKE_CHECK_FAILED,
    /** The validation set is too small for a decision. */
    TOO_FEW_IMAGES,
    /** The validation set is empty, or has no box that counts. */
    EMPTY_VALIDATION_SET;

    /** Whether the checkpoint was appended to the promotion chain. */
    public boolean isPromotion() {
      return switch (this) {
        case FIRST_PROMOTED, BETTER_PROMOTED, LATEST_OF_RUN_PROMOTED -> true;
        case BELOW_MINIMUM_FIRST_SCORE,
            NOT_BETTER,
            OVERTAKEN,
            CLASS_BELOW_FLOOR,
            CLASS_FELL,
            TOO_SLOW,
            SMOKE_CHECK_FAILED,
            TOO_FEW_IMAGES,
            EMPTY_VALIDATION_SET ->
            false;
      };
    }
  }
}
