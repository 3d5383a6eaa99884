package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.transform.Augmentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of a process that does one short training run after the other, as the service does: images
 * made into batches, a step, a checkpoint.
 *
 * @param preset the detectors
 * @param batchSize images per step
 * @param rounds runs
 */
record TrainingMemory(String preset, int batchSize, MemoryRounds rounds) implements Benchmark {

  private static final int STEPS = 1;

  /** So small that VGG 16, which has learnt nothing and sees noise, does not diverge. */
  private static final double LEARNING_RATE = 1e-7;

  @Override
  public List<String> options() {
    return ResidentMemory.FIXED_HEAP;
  }

  @Override
  public void run(Measurements figures) throws Exception {
    DetectorArchitecture architecture = Samples.architecture(preset);
    SampleImages images = SampleImages.of(STEPS * batchSize);
    Path checkpoint = Files.createTempFile("benchmark", ".params");
    try {
      rounds.run(() -> train(architecture, images, checkpoint), figures);
    } finally {
      Files.delete(checkpoint);
    }
  }

  private void train(DetectorArchitecture architecture, SampleImages images, Path checkpoint)
      throws InterruptedException {
    PipelineSettings settings =
        new PipelineSettings(
            Augmentation.REFERENCE, batchSize, 1, Runtime.getRuntime().availableProcessors(), 4);
    try (DetectorTrainer trainer = Samples.trainer(architecture, batchSize);
        BatchPipeline pipeline = new BatchPipeline(images, architecture.preset(), settings, 0)) {
      for (int step = 0; step < STEPS; step++) {
        TrainingBatch batch = pipeline.next();
        trainer.step(batch, LEARNING_RATE);
        pipeline.recycle(batch);
      }
      trainer.saveParameters(checkpoint);
      trainer.saveOptimizerState(checkpoint);
    }
  }
}
