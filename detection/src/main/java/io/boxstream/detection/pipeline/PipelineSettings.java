package io.boxstream.detection.pipeline;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.transform.Augmentation;

/**
 * How batches are made. Two pipelines over the same images with equal augmentation, batch size and
 * seed yield the same batches, regardless of the other two settings.
 *
 * @param augmentation how images are augmented
 * @param batchSize images per step
 * @param seed the run's seed
 * @param workers threads that decode and transform
 * @param bufferedBatches maximum number of batches that are ready or being prepared ahead of the
 *     engine
 */
public record PipelineSettings(
    Augmentation augmentation, int batchSize, long seed, int workers, int bufferedBatches) {

  public PipelineSettings {
    requireNonNull(augmentation, "augmentation");
    if (batchSize < 1 || workers < 1 || bufferedBatches < 1) {
      throw new IllegalArgumentException(
          "batch size, workers and buffered batches must be positive: %d, %d, %d"
              .formatted(batchSize, workers, bufferedBatches));
    }
  }
}
