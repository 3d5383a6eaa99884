package io.boxstream.inference.serve;

/**
 * The engine fails on this picture, alone, while it works on others: another try would end the
 * same.
 */
public final class PictureFailedException extends InferenceException {

  /** Keeps the engine's own error. */
  public PictureFailedException(Throwable cause) {
    super("the engine failed on this picture: " + cause.getMessage(), cause);
  }
}
