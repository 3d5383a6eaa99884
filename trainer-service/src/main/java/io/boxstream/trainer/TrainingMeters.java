package io.boxstream.trainer;

import io.boxstream.events.RunState;
import io.boxstream.trainer.run.RunProgress;

/** Is told what the meters show. Called by several threads; must be quick. */
public interface TrainingMeters {

  /** A step was done. */
  void stepDone(int images, RunProgress progress);

  /** A checkpoint is in the store and its notice on the log. */
  void checkpointPublished();

  /** A run ended. */
  void runEnded(RunState state);
}
