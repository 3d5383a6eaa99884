package io.boxstream.trainer.loop;

/** Why training ended. */
public enum TrainingEnd {
  /** The schedule is done: every epoch is trained, or the time budget is used. */
  COMPLETED,
  /** The observer had seen enough. */
  STOPPED_EARLY,
  /** Somebody asked to stop; the run is not done. */
  INTERRUPTED
}
