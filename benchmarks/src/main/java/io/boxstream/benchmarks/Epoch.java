package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import ai.djl.mxnet.jna.JnaUtils;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.EpochOrder;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.transform.Augmentation;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An epoch from files to updated parameters, with the reference's augmentation: from the moment
 * that the first image is asked for to the end of the last update. Its part {@code waiting} is the
 * time that the engine's thread spent waiting for images.
 *
 * @param folder the images
 * @param preset the detector
 * @param batchSize images per step; those of an incomplete last batch are left out
 */
record Epoch(Path folder, String preset, int batchSize) implements Benchmark {

  private static final double LEARNING_RATE = 0.0005;
  private static final int EPOCHS = 3;

  private record Times(double whole, double waiting) {}

  Epoch {
    requireNonNull(folder, "folder");
    requireNonNull(preset, "preset");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    TrainingImages images = new TrainingImages(folder);
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(preset), images.classes());
    Times[] times = new Times[EPOCHS];
    try (DetectorTrainer trainer = Samples.trainer(architecture, batchSize)) {
      epoch(images, architecture, trainer, EPOCHS);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        times[epoch] = epoch(images, architecture, trainer, epoch);
      }
    }
    figures.add(median(Arrays.stream(times).mapToDouble(Times::whole).toArray()), "s");
    figures.add("waiting", median(Arrays.stream(times).mapToDouble(Times::waiting).toArray()), "s");
  }

  private Times epoch(
      TrainingImages images, DetectorArchitecture architecture, DetectorTrainer trainer, long seed)
      throws InterruptedException {
    PipelineSettings settings =
        new PipelineSettings(
            Augmentation.REFERENCE, batchSize, seed, Runtime.getRuntime().availableProcessors(), 4);
    long steps = new EpochOrder(images.size(), seed).steps(1, batchSize);
    long waiting = 0;
    long start = System.nanoTime();
    try (BatchPipeline pipeline = new BatchPipeline(images, architecture.preset(), settings, 0)) {
      for (long step = 0; step < steps; step++) {
        long before = System.nanoTime();
        TrainingBatch batch = pipeline.next();
        waiting += System.nanoTime() - before;
        trainer.step(batch, LEARNING_RATE);
        pipeline.recycle(batch);
      }
      JnaUtils.waitAll();
      return new Times((System.nanoTime() - start) / 1e9, waiting / 1e9);
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
