package io.boxstream.inference.serve;

import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.model.ModelUnavailableException;
import io.boxstream.inference.model.UnknownModelException;
import java.util.concurrent.TimeoutException;

/** Outcomes of a request, as the meters name them. */
public enum Outcome {
  ANSWERED,
  UNREADABLE,
  REFUSED_BY_ENGINE,
  NO_MODEL,
  UNKNOWN_MODEL,
  OVERLOADED,
  EXPIRED,
  FAILED;

  /** The outcome that an exception stands for. */
  public static Outcome of(Throwable failure) {
    if (failure instanceof UnreadableImageException) {
      return UNREADABLE;
    }
    if (failure instanceof ImageFailedException) {
      return REFUSED_BY_ENGINE;
    }
    if (failure instanceof NoModelException || failure instanceof ModelUnavailableException) {
      return NO_MODEL;
    }
    if (failure instanceof UnknownModelException) {
      return UNKNOWN_MODEL;
    }
    if (failure instanceof DeadlineExceededException || failure instanceof TimeoutException) {
      return EXPIRED;
    }
    boolean overloaded =
        failure instanceof OverloadedException || failure instanceof StoppingException;
    return overloaded ? OVERLOADED : FAILED;
  }
}
