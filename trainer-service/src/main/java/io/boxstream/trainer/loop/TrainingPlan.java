package io.boxstream.trainer.loop;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RecipeSettings;

/**
 * The training settings of a run.
 *
 * @param architecture the detector to train
 * @param recipe how
 * @param schedule which steps make an epoch
 * @param seed of everything random
 */
public record TrainingPlan(
    DetectorArchitecture architecture, TrainingRecipe recipe, EpochSchedule schedule, long seed) {

  /** Reads a run's record. */
  public static TrainingPlan of(RunRecord run) {
    TrainingRecipe recipe = RecipeSettings.read(run.configuration());
    return new TrainingPlan(
        new DetectorArchitecture(
            RecipeSettings.preset(run.configuration()), run.configuration().classes()),
        recipe,
        new EpochSchedule(run.dataSet().train(), recipe.batch(), recipe.epochs()),
        run.seed());
  }
}
