package io.boxstream.trainer.loop;

import io.boxstream.detection.pipeline.TrainingBatch;

/** The batches of a run in the order of its steps. Used by one thread. */
public interface BatchSource extends AutoCloseable {

  /** The next step's batch; waits for it. */
  TrainingBatch next();

  /** Gives a batch back that nobody reads any more. */
  void recycle(TrainingBatch batch);

  @Override
  void close();
}
