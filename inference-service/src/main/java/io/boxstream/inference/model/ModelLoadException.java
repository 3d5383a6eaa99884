package io.boxstream.inference.model;

/** A promoted checkpoint cannot serve: it is not what its promotion or its manifest says. */
public final class ModelLoadException extends RuntimeException {

  /** Says what does not fit. */
  public ModelLoadException(String message) {
    super(message);
  }

  /** Says what does not fit, with the error that showed it. */
  public ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
