package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.StepLosses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A network in training in the engine. Owns the trainer. */
final class EngineLearner implements Learner {

  private final DetectorTrainer trainer;
  private final DetectorArchitecture architecture;
  private final Arrangement arrangement;

  /**
   * @param shares how many images of a batch each replica takes
   */
  EngineLearner(DetectorTrainer trainer, DetectorArchitecture architecture, List<Integer> shares) {
    this.trainer = requireNonNull(trainer, "trainer");
    this.architecture = requireNonNull(architecture, "architecture");
    this.arrangement = new Arrangement(trainer.devices(), shares);
  }

  @Override
  public StepLosses step(TrainingBatch batch, double learningRate) {
    return trainer.step(batch, learningRate);
  }

  @Override
  public Arrangement arrangement() {
    return arrangement;
  }

  @Override
  public void saveParameters(Path file) {
    trainer.saveParameters(file);
  }

  @Override
  public void saveOptimizerState(Path file) {
    trainer.saveOptimizerState(file);
  }

  @Override
  public void saveGraph(Path file) {
    try {
      Files.writeString(file, new DetectorNetwork(architecture).storedSymbol());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  @Override
  public void close() {
    trainer.close();
  }
}
