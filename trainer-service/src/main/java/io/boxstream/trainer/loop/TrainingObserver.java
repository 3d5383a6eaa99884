package io.boxstream.trainer.loop;

import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunProgress;
import java.time.Duration;

/** Listener for training progress, called on the training thread; must not block. */
public interface TrainingObserver {

  /**
   * A step was done.
   *
   * @param progress where the run stands now
   * @param times where the step's time went
   */
  void stepDone(RunProgress progress, StepTimes times);

  /**
   * A checkpoint is due after the last step. The learner stands still until this returns.
   *
   * @param reached where the run stands
   * @param losses means over the epoch
   * @param learner to save from
   * @return how long training waited for a store or a disk that could not be written to; this is
   *     not training time
   */
  Duration checkpointDue(CheckpointPosition reached, MeanLosses losses, Learner learner);

  /** Whether the run should end after the last step although its schedule is not done. */
  boolean endsEarly();
}
