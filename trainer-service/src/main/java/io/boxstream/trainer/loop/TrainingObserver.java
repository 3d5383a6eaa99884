package io.boxstream.trainer.loop;

import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunProgress;

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
   * The last step ended an epoch in which a checkpoint is due. The learner stands still until this
   * returns.
   *
   * @param epoch epochs completed
   * @param step steps completed
   * @param learningRate of the last step
   * @param losses means over the epoch
   * @param learner to save from
   */
  void checkpointDue(int epoch, long step, double learningRate, MeanLosses losses, Learner learner);
}
