package io.boxstream.inference.serve;

/** The engine fails on any picture: not the picture's fault, worth another try. */
public final class EngineFailedException extends InferenceException {

  /** Keeps the engine's own error. */
  public EngineFailedException(Throwable cause) {
    super("the engine failed: " + cause.getMessage(), cause);
  }
}
