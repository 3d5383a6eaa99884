package io.boxstream.trainer;

import io.boxstream.events.RunState;
import io.boxstream.trainer.loop.StepTimes;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunProgress;
import java.time.Duration;

/** Listener for training metrics. Called by several threads; must not block. */
public interface TrainingMeters {

  /** A step was done. */
  void stepDone(int images, RunProgress progress, StepTimes times);

  /**
   * A checkpoint was written to the local disk.
   *
   * @param took how long training stood still for it
   */
  void checkpointSaved(Duration took);

  /**
   * A checkpoint is in the store and its notification on the log.
   *
   * @param bytes size of its files
   * @param took how long that lasted, waiting for a store or broker that was away included
   */
  void checkpointPublished(long bytes, Duration took);

  /** A run failed, or was refused; {@link #runEnded} follows. */
  void runFailed(FailureCode reason);

  /** A run ended. */
  void runEnded(RunState state);
}
