package io.boxstream.inference.serve;

/** The engine fails on this image only. Not retriable. */
public final class ImageFailedException extends InferenceException {

  /** Keeps the engine's own error. */
  public ImageFailedException(Throwable cause) {
    super("the engine failed on this image: " + cause.getMessage(), cause);
  }
}
