package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import java.time.Duration;

/**
 * How far the training of a run is.
 *
 * @param step steps completed
 * @param elapsed training time so far: of the steps and of waiting for their batches, not of
 *     waiting for a store or a disk that cannot be written to
 */
public record TrainingPosition(long step, Duration elapsed) {

  public TrainingPosition {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, is " + step);
    }
    if (requireNonNull(elapsed, "elapsed").isNegative()) {
      throw new IllegalArgumentException("elapsed must not be negative, is " + elapsed);
    }
  }

  /** Before the first step. */
  public static TrainingPosition start() {
    return new TrainingPosition(0, Duration.ZERO);
  }

  /** Where a checkpoint was made; without an elapsed time if its run has no time budget. */
  public static TrainingPosition of(CheckpointManifest.Position position) {
    return new TrainingPosition(
        position.step(),
        position.time().map(time -> Duration.ofMillis(time.elapsedMillis())).orElse(Duration.ZERO));
  }
}
