package io.boxstream.inference.serve;

import io.boxstream.pictures.UnreadablePictureException;

/** What became of a picture, as the meters name it. */
public enum Outcome {
  ANSWERED,
  UNREADABLE,
  REFUSED_BY_ENGINE,
  NO_MODEL,
  OVERLOADED,
  FAILED;

  /** The outcome that an exception stands for. */
  public static Outcome of(Throwable failure) {
    if (failure instanceof UnreadablePictureException) {
      return UNREADABLE;
    }
    if (failure instanceof PictureFailedException) {
      return REFUSED_BY_ENGINE;
    }
    if (failure instanceof NoModelException) {
      return NO_MODEL;
    }
    return failure instanceof OverloadedException ? OVERLOADED : FAILED;
  }
}
