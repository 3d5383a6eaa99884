package io.boxstream.trainer.fake;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The real backend, with its losses written down and a hook before each step. */
public final class ObservedTrainingBackend implements TrainingBackend {

  private final TrainingBackend real;
  private final LongConsumer beforeStep;
  private final List<StepLosses> losses = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nextStep = new AtomicLong();

  /**
   * @param beforeStep is called with each step, from 0, on the training thread
   */
  public ObservedTrainingBackend(TrainingBackend real, LongConsumer beforeStep) {
    this.real = real;
    this.beforeStep = beforeStep;
  }

  /** The losses of every step so far. */
  public List<StepLosses> losses() {
    return List.copyOf(losses);
  }

  @Override
  public Learner start(TrainingPlan plan) {
    return new Observed(real.start(plan));
  }

  @Override
  public Learner startFromFile(Path parameters, List<String> classes, TrainingPlan plan) {
    return new Observed(real.startFromFile(parameters, classes, plan));
  }

  @Override
  public Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan) {
    return new Observed(real.startFrom(parent, parameters, plan));
  }

  @Override
  public Learner resume(Path parameters, Path optimizerState, TrainingPlan plan) {
    return new Observed(real.resume(parameters, optimizerState, plan));
  }

  @Override
  public BatchSource batches(LabelledImages images, TrainingPlan plan, long firstStep) {
    nextStep.set(firstStep);
    return real.batches(images, plan, firstStep);
  }

  @Override
  public int restarts() {
    return real.restarts();
  }

  private final class Observed implements Learner {

    private final Learner learner;

    private Observed(Learner learner) {
      this.learner = learner;
    }

    @Override
    public StepLosses step(TrainingBatch batch, double learningRate) {
      beforeStep.accept(nextStep.getAndIncrement());
      StepLosses stepLosses = learner.step(batch, learningRate);
      losses.add(stepLosses);
      return stepLosses;
    }

    @Override
    public Arrangement arrangement() {
      return learner.arrangement();
    }

    @Override
    public void saveParameters(Path file) {
      learner.saveParameters(file);
    }

    @Override
    public void saveOptimizerState(Path file) {
      learner.saveOptimizerState(file);
    }

    @Override
    public void saveGraph(Path file) {
      learner.saveGraph(file);
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
