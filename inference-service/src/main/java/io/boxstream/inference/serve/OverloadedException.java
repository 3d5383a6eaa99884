package io.boxstream.inference.serve;

/** More images are being worked on than is allowed. Worth another try in a moment. */
public final class OverloadedException extends InferenceException {

  /** Names what was exceeded or why nothing more is taken. */
  public OverloadedException(String message) {
    super(message, null);
  }
}
