package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.training.GradientCompression;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RecipeSettings;
import java.util.Optional;

/**
 * What a worker trains.
 *
 * @param configuration of the run
 * @param seed of the run
 * @param share the worker's images of each batch
 * @param device where it computes
 * @param threshold of the compression of gradients; empty for none
 */
record WorkerTask(
    Configuration configuration,
    long seed,
    int share,
    ComputeDevice device,
    Optional<Double> threshold) {

  private static final ArtifactJson<WorkerTask> JSON =
      new ArtifactJson<>("worker-task", 1, WorkerTask.class);

  WorkerTask {
    requireNonNull(configuration, "configuration");
    requireNonNull(device, "device");
    requireNonNull(threshold, "threshold");
    if (share < 1) {
      throw new IllegalArgumentException("share must be at least 1: " + share);
    }
  }

  static WorkerTask of(
      TrainingPlan plan,
      int share,
      ComputeDevice device,
      Optional<GradientCompression> compression) {
    return new WorkerTask(
        RecipeSettings.write(
            plan.recipe(), plan.architecture().preset(), plan.architecture().classes()),
        plan.seed(),
        share,
        device,
        compression.map(GradientCompression::threshold));
  }

  /** The plan of the run; the worker does not use its epochs. */
  TrainingPlan plan() {
    return new TrainingPlan(
        new DetectorArchitecture(RecipeSettings.preset(configuration), configuration.classes()),
        RecipeSettings.read(configuration),
        new EpochSchedule(1, configuration.batch(), configuration.epochs()),
        seed);
  }

  Optional<GradientCompression> compression() {
    return threshold.map(GradientCompression::new);
  }

  byte[] toJson() {
    return JSON.write(this);
  }

  static WorkerTask fromJson(byte[] json) {
    return JSON.read("the task", json);
  }
}
