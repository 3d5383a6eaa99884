package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Presets;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.transform.Augmentation;
import java.nio.file.Path;

/**
 * Training batches made from JPEG files, with no engine that would take part of the machine: read,
 * decoded, varied, resized, targets assigned.
 *
 * @param folder the images
 * @param augmentation how they are varied
 */
record Images(Path folder, Augmentation augmentation) implements Benchmark {

  private static final String PRESET = "ssd_300_mobilenet0.25";
  private static final int BATCH_SIZE = 16;
  private static final int BUFFERED = 4;

  Images {
    requireNonNull(folder, "folder");
    requireNonNull(augmentation, "augmentation");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    int workers = Runtime.getRuntime().availableProcessors();
    PipelineSettings settings =
        new PipelineSettings(augmentation, BATCH_SIZE, 1, workers, BUFFERED);
    try (BatchPipeline pipeline =
        new BatchPipeline(new TrainingImages(folder), Presets.named(PRESET), settings, 0)) {
      double seconds = Repetition.OF_CALCULATIONS.seconds(() -> pipeline.recycle(pipeline.next()));
      figures.add(BATCH_SIZE / seconds, "images/s");
    }
  }
}
