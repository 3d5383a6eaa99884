package io.boxstream.trainer.loop;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.parameters.BaseNetworkFile;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.training.BaseParameters;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.images.ImageDecoder;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine and the image pipeline. Training on GPUs has not been run yet.
 *
 * @param device where the engine computes
 * @param replicas among which it spreads a batch; absent for as many as are quickest
 * @param workers threads that decode and transform images
 * @param bufferedBatches batches that may be ready ahead of the engine
 * @param decoder decodes the images
 * @param samples told how long images take
 */
public record EngineTrainingBackend(
    ComputeDevice device,
    OptionalInt replicas,
    int workers,
    int bufferedBatches,
    ImageDecoder decoder,
    SampleListener samples)
    implements TrainingBackend {

  private static final Logger LOG = LoggerFactory.getLogger(EngineTrainingBackend.class);

  @Override
  public Learner start(TrainingPlan plan) {
    TrainingRecipe recipe = plan.recipe();
    return learner(
        plan,
        replication ->
            DetectorTrainer.start(
                plan.architecture(),
                recipe.updates(),
                recipe.initialization(),
                plan.seed(),
                replication));
  }

  @Override
  public Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan) {
    DetectorPreset preset = plan.architecture().preset();
    if (parent.preset().backbone() != preset.backbone()) {
      LOG.info(
          "{} has another base network than the parent's {}, so nothing is taken from the parent",
          preset.name(),
          parent.preset().name());
      return start(plan);
    }
    return startFrom(
        new BaseParameters(
            new DetectorParameters(parent).read(parameters).arrays(), parent.classes()),
        plan);
  }

  @Override
  public Learner startFromFile(Path parameters, List<String> classes, TrainingPlan plan) {
    return startFrom(
        new BaseParameters(
            new BaseNetworkFile(plan.architecture()).read(parameters, classes), classes),
        plan);
  }

  private Learner startFrom(BaseParameters base, TrainingPlan plan) {
    TrainingRecipe recipe = plan.recipe();
    return learner(
        plan,
        replication ->
            DetectorTrainer.startFrom(
                base,
                plan.architecture(),
                recipe.updates(),
                recipe.initialization(),
                plan.seed(),
                replication));
  }

  @Override
  public Learner resume(Path parameters, Path optimizerState, TrainingPlan plan) {
    return learner(
        plan,
        replication ->
            DetectorTrainer.resume(
                plan.architecture(),
                plan.recipe().updates(),
                parameters,
                optimizerState,
                replication));
  }

  @Override
  public BatchSource batches(LabelledImages images, TrainingPlan plan, long firstStep) {
    PipelineSettings settings =
        new PipelineSettings(
            plan.recipe().augmentation(),
            plan.recipe().batch(),
            plan.seed(),
            workers,
            bufferedBatches);
    return new PipelineBatches(
        new BatchPipeline(
            images, plan.architecture().preset(), settings, firstStep, decoder, samples));
  }

  private ReplicaSettings replication(TrainingPlan plan) {
    return replicas.isPresent()
        ? new ReplicaSettings(device, replicas.getAsInt())
        : ReplicaSettings.automatic(device, plan.recipe().batch());
  }

  private static List<Integer> shares(ReplicaSettings replication, TrainingPlan plan) {
    try {
      return replication.shares(plan.recipe().batch());
    } catch (IllegalArgumentException failure) {
      throw new RunFailedException(
          FailureCode.INVALID_CONFIGURATION, failure.getMessage(), failure);
    }
  }

  private Learner learner(TrainingPlan plan, Function<ReplicaSettings, DetectorTrainer> trainer) {
    ReplicaSettings replication = replication(plan);
    List<Integer> shares = shares(replication, plan);
    return new EngineLearner(trainer.apply(replication), plan.architecture(), shares);
  }
}
