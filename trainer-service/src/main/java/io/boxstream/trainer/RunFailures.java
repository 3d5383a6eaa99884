package io.boxstream.trainer;

import io.boxstream.dataset.MissingImageException;
import io.boxstream.detection.training.DivergedException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;

/** Maps exceptions during training to the failure code of the run. */
final class RunFailures {

  private RunFailures() {}

  /** The failure as the end of a run, found at any depth of its causes. */
  static RunFailedException of(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RunFailedException known) {
        return known;
      }
      if (cause instanceof DivergedException) {
        return new RunFailedException(FailureCode.DIVERGED, cause.getMessage(), failure);
      }
      if (cause instanceof MissingImageException) {
        return new RunFailedException(FailureCode.IMAGES_MISSING, cause.getMessage(), failure);
      }
      if (cause instanceof UnreadableImageException) {
        return new RunFailedException(FailureCode.IMAGE_UNREADABLE, failure.getMessage(), failure);
      }
    }
    return new RunFailedException(FailureCode.INTERNAL_ERROR, failure.toString(), failure);
  }
}
