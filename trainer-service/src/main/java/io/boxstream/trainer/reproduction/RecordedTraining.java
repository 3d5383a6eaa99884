package io.boxstream.trainer.reproduction;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.StepLossHistory;
import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.run.EpochSchedule;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the manifests of a run record about its steps: the learning rates of a run with a time
 * budget, and the losses. Retention may have removed some of the manifests.
 */
public final class RecordedTraining {

  private final boolean timed;
  private final NavigableMap<Long, List<Long>> scheduleSteps = new TreeMap<>();
  private final NavigableMap<Long, StepLossHistory> losses = new TreeMap<>();

  /**
   * @param manifests of the run's checkpoints
   * @param histories their losses by step, as far as there are any
   */
  public RecordedTraining(List<CheckpointManifest> manifests, List<StepLossHistory> histories) {
    timed = manifests.stream().anyMatch(manifest -> manifest.position().time().isPresent());
    for (CheckpointManifest manifest : manifests) {
      manifest
          .position()
          .time()
          .ifPresent(
              time ->
                  scheduleSteps.put(
                      manifest.position().step() - time.scheduleSteps().size(),
                      time.scheduleSteps()));
    }
    histories.forEach(history -> losses.put(history.firstStep(), history));
  }

  /**
   * The learning rate of a step.
   *
   * @param step steps before it
   * @param rates the recipe's learning rates
   * @param nominal the epoch of each step of the rates
   * @throws NotReproducibleException if it was recorded in a manifest that is gone
   */
  public double learningRate(long step, LearningRateSchedule rates, EpochSchedule nominal) {
    long scheduleStep = scheduleStep(step);
    return rates.rate(scheduleStep, nominal.epochOf(scheduleStep));
  }

  private long scheduleStep(long step) {
    if (!timed) {
      return step;
    }
    var interval = scheduleSteps.floorEntry(step);
    if (interval == null || step - interval.getKey() >= interval.getValue().size()) {
      throw new NotReproducibleException(
          ("the run had a time budget, and the learning rate of step %d was recorded in a"
                  + " checkpoint that retention has removed")
              .formatted(step + 1));
    }
    return interval.getValue().get((int) (step - interval.getKey()));
  }

  /** Whether the losses of all steps before a step are known. */
  public boolean isComplete(long steps) {
    return losses.values().stream().mapToLong(history -> history.crossEntropy().size()).sum()
        >= steps;
  }

  /**
   * Compares the losses of a step, bit by bit.
   *
   * @param step steps before it
   * @return the difference; empty if the losses are equal, or not recorded
   */
  public Optional<StepDifference> compare(long step, StepLosses repeated) {
    var interval = losses.floorEntry(step);
    if (interval == null || step - interval.getKey() >= interval.getValue().crossEntropy().size()) {
      return Optional.empty();
    }
    int index = (int) (step - interval.getKey());
    double crossEntropy = interval.getValue().crossEntropy().get(index);
    double smoothL1 = interval.getValue().smoothL1().get(index);
    boolean equal =
        Double.compare(crossEntropy, repeated.crossEntropy()) == 0
            && Double.compare(smoothL1, repeated.smoothL1()) == 0;
    return equal
        ? Optional.empty()
        : Optional.of(
            new StepDifference(
                step + 1, crossEntropy, repeated.crossEntropy(), smoothL1, repeated.smoothL1()));
  }
}
