package io.boxstream.trainer.run;

import java.util.Locale;

/** Stable codes of refused and failed runs; the run's detail has the message. */
public enum FailureCode {
  /** The snapshot has no image to train on. */
  NO_TRAINING_IMAGES,
  /** The snapshot has no image to evaluate checkpoints on. */
  NO_VALIDATION_IMAGES,
  /** No image of the training split has a box. */
  NO_LABELS,
  /** Recipe, preset or hyper-parameters that cannot be trained. */
  INVALID_CONFIGURATION,
  /** Images of the snapshot were deleted from the data set. */
  IMAGES_MISSING,
  /** An image of the snapshot cannot be decoded. */
  IMAGE_UNREADABLE,
  /** The loss became infinite or not a number. */
  DIVERGED,
  /** A worker of a distributed training died, fell silent, or did not finish its step in time. */
  WORKER_LOST,
  /** A parameter server of a distributed training died or fell silent. */
  SERVER_LOST,
  /** The scheduler of a distributed training died or fell silent. */
  SCHEDULER_LOST,
  /** No worker, server or scheduler has joined a distributed training in time. */
  PARTICIPANTS_MISSING,
  /** Anything else; the log has the stack trace. */
  INTERNAL_ERROR;

  /**
   * Whether training can begin again at the last checkpoint, with the participants that are left.
   */
  public boolean isLoss() {
    return switch (this) {
      case WORKER_LOST, SERVER_LOST, SCHEDULER_LOST, PARTICIPANTS_MISSING -> true;
      case NO_TRAINING_IMAGES,
          NO_VALIDATION_IMAGES,
          NO_LABELS,
          INVALID_CONFIGURATION,
          IMAGES_MISSING,
          IMAGE_UNREADABLE,
          DIVERGED,
          INTERNAL_ERROR ->
          false;
    };
  }

  /** The stable text form, for example {@code no-training-images}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
