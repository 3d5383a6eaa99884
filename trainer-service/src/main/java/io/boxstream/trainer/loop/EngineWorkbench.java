package io.boxstream.trainer.loop;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.LabelledPictures;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.training.BaseParameters;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.TrainingRecipe;
import java.nio.file.Path;

/**
 * The engine and the picture pipeline. Training on a GPU has not been run yet.
 *
 * @param device where the engine computes
 * @param workers threads that decode and transform pictures
 * @param bufferedBatches batches that may be ready ahead of the engine
 * @param samples told how long pictures take
 */
public record EngineWorkbench(
    ComputeDevice device, int workers, int bufferedBatches, SampleListener samples)
    implements Workbench {

  @Override
  public Learner start(TrainingPlan plan) {
    TrainingRecipe recipe = plan.recipe();
    return learner(
        DetectorTrainer.start(
            plan.architecture(), recipe.optimizer(), recipe.initialization(), plan.seed(), device),
        plan);
  }

  @Override
  public Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan) {
    TrainingRecipe recipe = plan.recipe();
    BaseParameters base =
        new BaseParameters(
            new DetectorParameters(parent).read(parameters).arrays(), parent.classes());
    return learner(
        DetectorTrainer.startFrom(
            base,
            plan.architecture(),
            recipe.optimizer(),
            recipe.initialization(),
            plan.seed(),
            device),
        plan);
  }

  @Override
  public Learner resume(Path parameters, Path optimizerState, TrainingPlan plan) {
    return learner(
        DetectorTrainer.resume(
            plan.architecture(), plan.recipe().optimizer(), parameters, optimizerState, device),
        plan);
  }

  @Override
  public BatchSource batches(LabelledPictures pictures, TrainingPlan plan, long firstStep) {
    PipelineSettings settings =
        new PipelineSettings(
            plan.recipe().augmentation(),
            plan.recipe().batch(),
            plan.seed(),
            workers,
            bufferedBatches);
    return new PipelineBatches(
        new BatchPipeline(pictures, plan.architecture().preset(), settings, firstStep, samples));
  }

  private static Learner learner(DetectorTrainer trainer, TrainingPlan plan) {
    return new EngineLearner(trainer, plan.architecture());
  }
}
