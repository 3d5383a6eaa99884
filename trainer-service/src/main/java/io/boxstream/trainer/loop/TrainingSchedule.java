package io.boxstream.trainer.loop;

import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RunLimits;
import io.boxstream.trainer.run.ThroughputMeter;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;

/**
 * When a run ends, when its checkpoints are due, and which step of the recipe's learning-rate
 * schedule each step follows. A pure function of the position, so that a run that resumes goes on
 * as if it had not been interrupted.
 */
public sealed interface TrainingSchedule permits FixedSchedule, TimedSchedule {

  /** The schedule of a run. */
  static TrainingSchedule of(TrainingPlan plan, RunLimits limits) {
    int everyEpochs = plan.recipe().evaluateEveryEpochs();
    return limits
        .timeBudget()
        .<TrainingSchedule>map(
            budget ->
                TimedSchedule.of(budget, plan.schedule(), plan.recipe().schedule(), everyEpochs))
        .orElseGet(() -> new FixedSchedule(plan.schedule(), everyEpochs));
  }

  /** Which steps make an epoch. */
  EpochSchedule epochs();

  /** Whether the last step is done. */
  boolean isDone(TrainingPosition position);

  /** The step of the recipe's schedule whose learning rate the next step has. */
  long scheduleStep(TrainingPosition position);

  /** Epochs completed; an epoch in which training ends counts. */
  int epochsDone(TrainingPosition position);

  /**
   * Whether a checkpoint is due after the step that was just done.
   *
   * @param before where the checkpoint before was made, or the start of the run
   */
  boolean checkpointDue(TrainingPosition before, TrainingPosition position);

  /** Steps of the whole run, estimated if its length depends on the speed. */
  long totalSteps(TrainingPosition position, double secondsPerStep);

  /** Epochs of the whole run, estimated if its length depends on the speed. */
  int totalEpochs(TrainingPosition position, double secondsPerStep);

  /** Time to the end at the present speed. */
  Duration remaining(TrainingPosition position, ThroughputMeter throughput);
}
