package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.StepLossHistory;
import io.boxstream.detection.training.StepLosses;
import java.util.List;

/**
 * The steps between two checkpoints, with what is needed to repeat them and to compare the result.
 *
 * @param scheduleSteps for each step, the step of the learning-rate schedule whose rate it was
 *     trained with
 * @param losses of each step
 */
public record StepHistory(List<Long> scheduleSteps, List<StepLosses> losses) {

  /** No steps. */
  public static final StepHistory NONE = new StepHistory(List.of(), List.of());

  public StepHistory {
    scheduleSteps = List.copyOf(requireNonNull(scheduleSteps, "scheduleSteps"));
    losses = List.copyOf(requireNonNull(losses, "losses"));
    if (scheduleSteps.size() != losses.size()) {
      throw new IllegalArgumentException(
          "%d schedule steps but %d losses".formatted(scheduleSteps.size(), losses.size()));
    }
  }

  /**
   * The losses as a checkpoint stores them.
   *
   * @param lastStep steps of the run until the last of these
   */
  public StepLossHistory stored(long lastStep) {
    return new StepLossHistory(
        lastStep - losses.size(),
        losses.stream().map(StepLosses::crossEntropy).toList(),
        losses.stream().map(StepLosses::smoothL1).toList());
  }
}
