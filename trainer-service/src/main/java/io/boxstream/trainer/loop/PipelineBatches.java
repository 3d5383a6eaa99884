package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.TrainingBatch;

/** Batches from the image pipeline. Owns it. */
final class PipelineBatches implements BatchSource {

  private final BatchPipeline pipeline;

  PipelineBatches(BatchPipeline pipeline) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
  }

  @Override
  public TrainingBatch next() {
    try {
      return pipeline.next();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", interrupted);
    }
  }

  @Override
  public void recycle(TrainingBatch batch) {
    pipeline.recycle(batch);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
