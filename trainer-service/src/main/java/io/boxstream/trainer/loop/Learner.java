package io.boxstream.trainer.loop;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DivergedException;
import io.boxstream.detection.training.StepLosses;
import java.nio.file.Path;

/** A network in training. Used by one thread. */
public interface Learner extends AutoCloseable {

  /**
   * Trains on one batch.
   *
   * @throws DivergedException if the loss is not a finite number
   */
  StepLosses step(TrainingBatch batch, double learningRate);

  /** How it spreads each batch. */
  Arrangement arrangement();

  /** Writes the parameters as they are now. */
  void saveParameters(Path file);

  /** Writes what the optimizer needs to go on from here. */
  void saveOptimizerState(Path file);

  /** Writes the inference graph that the parameters belong to. */
  void saveGraph(Path file);

  @Override
  void close();
}
