package io.boxstream.inference.serve;

import io.boxstream.images.UnreadableImageException;

/** Outcomes of a request, as the meters name them. */
public enum Outcome {
  ANSWERED,
  UNREADABLE,
  REFUSED_BY_ENGINE,
  NO_MODEL,
  OVERLOADED,
  FAILED;

  /** The outcome that an exception stands for. */
  public static Outcome of(Throwable failure) {
    if (failure instanceof UnreadableImageException) {
      return UNREADABLE;
    }
    if (failure instanceof ImageFailedException) {
      return REFUSED_BY_ENGINE;
    }
    if (failure instanceof NoModelException) {
      return NO_MODEL;
    }
    return failure instanceof OverloadedException ? OVERLOADED : FAILED;
  }
}
