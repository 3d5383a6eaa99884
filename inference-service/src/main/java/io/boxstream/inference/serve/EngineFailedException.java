package io.boxstream.inference.serve;

/** The engine fails on any image: not the image's fault, worth another try. */
public final class EngineFailedException extends InferenceException {

  /** Keeps the engine's own error. */
  public EngineFailedException(Throwable cause) {
    super("the engine failed: " + cause.getMessage(), cause);
  }
}
