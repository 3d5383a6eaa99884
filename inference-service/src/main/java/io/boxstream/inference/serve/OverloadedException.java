package io.boxstream.inference.serve;

/** The limit of concurrent requests is reached. Retriable. */
public final class OverloadedException extends InferenceException {

  /** Names what was exceeded or why nothing more is taken. */
  public OverloadedException(String message) {
    super(message, null);
  }
}
