package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains in the participants that have joined. One learner at a time; its batches are asked for
 * after it. Used by one thread.
 */
public final class DistributedTrainingBackend implements TrainingBackend {

  private static final Logger LOG = LoggerFactory.getLogger(DistributedTrainingBackend.class);

  private final TrainingBackend local;
  private final Rendezvous rendezvous;
  private final DistributedSettings settings;
  private DistributedLearner learner;

  /**
   * @param local makes the network before the first step
   * @param rendezvous where participants wait; closed by the caller
   */
  public DistributedTrainingBackend(
      TrainingBackend local, Rendezvous rendezvous, DistributedSettings settings) {
    this.local = requireNonNull(local, "local");
    this.rendezvous = requireNonNull(rendezvous, "rendezvous");
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public int restarts() {
    return settings.restarts();
  }

  @Override
  public Set<String> refusedImages() {
    return rendezvous.refusedImages();
  }

  @Override
  public Learner start(TrainingPlan plan) {
    return from(local.start(plan), plan);
  }

  @Override
  public Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan) {
    return from(local.startFrom(parent, parameters, plan), plan);
  }

  @Override
  public Learner startFromFile(Path parameters, List<String> classes, TrainingPlan plan) {
    return from(local.startFromFile(parameters, classes, plan), plan);
  }

  /** Hands a network that was just made to the workers. */
  private Learner from(Learner made, TrainingPlan plan) {
    try {
      Path parameters = Files.createTempFile("boxstream-start", ".params");
      Path optimizerState = Files.createTempFile("boxstream-start", ".optimizer");
      try {
        try (made) {
          made.saveParameters(parameters);
          made.saveOptimizerState(optimizerState);
        }
        return resume(parameters, optimizerState, plan);
      } finally {
        Files.delete(parameters);
        Files.delete(optimizerState);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot keep the network before the first step", failure);
    }
  }

  @Override
  public Learner resume(Path parameters, Path optimizerState, TrainingPlan plan) {
    int batch = plan.recipe().batch();
    Attempt attempt = Attempt.gather(rendezvous, settings, batch);
    try {
      List<Integer> shares =
          new ReplicaSettings(settings.device(), attempt.workers().size()).shares(batch);
      LOG.info("Trains in {}, with {} images of a batch", attempt.workers(), shares);
      List<WorkerTask> tasks = new ArrayList<>();
      for (int share : shares) {
        tasks.add(WorkerTask.of(plan, share, settings.device(), settings.compression()));
      }
      attempt.start(tasks, parameters, optimizerState);
      learner = new DistributedLearner(attempt, plan.architecture(), shares);
      return learner;
    } catch (RuntimeException failure) {
      attempt.close();
      throw failure;
    }
  }

  @Override
  public BatchSource batches(LabelledImages images, TrainingPlan plan, long firstStep) {
    if (images.size() < plan.recipe().batch()) {
      throw new RunFailedException(
          FailureCode.INVALID_CONFIGURATION,
          "%d training images are too few to be divided among workers as a batch of %d"
              .formatted(images.size(), plan.recipe().batch()));
    }
    return learner.batches(images, firstStep);
  }
}
