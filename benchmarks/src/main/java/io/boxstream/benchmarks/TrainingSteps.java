package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;

/**
 * A training step after the other on one batch: upload, forward, loss, backward, update. The batch
 * is spread over as many replicas as the trainer takes.
 *
 * @param preset the detector
 * @param batchSize images per step
 */
record TrainingSteps(String preset, int batchSize) implements Benchmark {

  /** So small that VGG 16, which has learnt nothing and sees noise, does not diverge. */
  private static final double LEARNING_RATE = 1e-7;

  @Override
  public void run(Measurements figures) throws Exception {
    DetectorArchitecture architecture = Samples.architecture(preset);
    TrainingBatch batch = new Samples().batch(architecture.preset(), batchSize);
    try (DetectorTrainer trainer = Samples.trainer(architecture, batchSize)) {
      double seconds = Repetition.OF_ENGINE.seconds(() -> trainer.step(batch, LEARNING_RATE));
      figures.add(1000 * seconds, "ms");
    }
  }
}
