package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

/**
 * Where in its run a checkpoint is made.
 *
 * @param epoch epochs completed; the checkpoint's number
 * @param position steps completed, and the time that they took
 * @param learningRate of the last step
 * @param steps the steps since the checkpoint before, or since this process resumed the run
 */
public record CheckpointPosition(
    int epoch, TrainingPosition position, double learningRate, StepHistory steps) {

  public CheckpointPosition {
    requireNonNull(position, "position");
    requireNonNull(steps, "steps");
  }
}
