package io.boxstream.inference.serve;

/** The engine fails on every image. Retriable. */
public final class EngineFailedException extends InferenceException {

  /** Keeps the engine's own error. */
  public EngineFailedException(Throwable cause) {
    super("the engine failed: " + cause.getMessage(), cause);
  }
}
