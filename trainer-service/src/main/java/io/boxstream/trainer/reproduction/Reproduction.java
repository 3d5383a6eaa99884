package io.boxstream.trainer.reproduction;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import java.time.Instant;
import java.util.Optional;

/**
 * The repetition of a checkpoint's training, and its result.
 *
 * @param checkpoint the checkpoint
 * @param state how far it is
 * @param requestedAt when it was asked for
 * @param step steps trained again
 * @param steps steps until the checkpoint; 0 while the repetition is queued
 * @param original conditions of the checkpoint's training; absent while the repetition is queued
 * @param repeated conditions of the repetition; absent until its first step
 * @param difference the first step with other losses; absent if there is none
 * @param detail one sentence for people
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Reproduction(
    String checkpoint,
    ReproductionState state,
    Instant requestedAt,
    long step,
    long steps,
    Optional<TrainingConditions> original,
    Optional<TrainingConditions> repeated,
    Optional<StepDifference> difference,
    String detail) {

  public Reproduction {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(state, "state");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(original, "original");
    requireNonNull(repeated, "repeated");
    requireNonNull(difference, "difference");
    requireNonNull(detail, "detail");
  }

  static Reproduction queued(CheckpointId checkpoint, Instant requestedAt) {
    return new Reproduction(
        checkpoint.toString(),
        ReproductionState.QUEUED,
        requestedAt,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "waits until no run is trained");
  }

  /** The training begins. */
  public Reproduction running(long all, TrainingConditions before, TrainingConditions now) {
    return new Reproduction(
        checkpoint,
        ReproductionState.RUNNING,
        requestedAt,
        0,
        all,
        Optional.of(before),
        Optional.of(now),
        Optional.empty(),
        "");
  }

  /** A number of steps is done. */
  public Reproduction at(long done) {
    return new Reproduction(
        checkpoint, state, requestedAt, done, steps, original, repeated, difference, detail);
  }

  /** The repetition has ended. */
  public Reproduction ended(ReproductionState end, String sentence) {
    return new Reproduction(
        checkpoint, end, requestedAt, step, steps, original, repeated, difference, sentence);
  }

  /** The repetition has ended because the losses of a step differ. */
  public Reproduction differing(StepDifference first, String sentence) {
    return new Reproduction(
        checkpoint,
        ReproductionState.DIFFERENT,
        requestedAt,
        step,
        steps,
        original,
        repeated,
        Optional.of(first),
        sentence);
  }
}
