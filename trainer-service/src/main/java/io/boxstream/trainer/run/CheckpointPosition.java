package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where in its run a checkpoint is made.
 *
 * @param epoch epochs completed; the checkpoint's number
 * @param position steps completed, and the time that they took
 * @param learningRate of the last step
 * @param scheduleSteps for each step since the checkpoint before, the step of the learning-rate
 *     schedule whose rate it was trained with
 */
public record CheckpointPosition(
    int epoch, TrainingPosition position, double learningRate, List<Long> scheduleSteps) {

  public CheckpointPosition {
    requireNonNull(position, "position");
    scheduleSteps = List.copyOf(scheduleSteps);
  }
}
