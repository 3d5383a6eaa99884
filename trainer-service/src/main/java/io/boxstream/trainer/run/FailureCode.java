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
  /** Anything else; the log has the stack trace. */
  INTERNAL_ERROR;

  /** The stable text form, for example {@code no-training-images}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
