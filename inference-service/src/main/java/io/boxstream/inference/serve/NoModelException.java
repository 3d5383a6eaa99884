package io.boxstream.inference.serve;

/** No model has been promoted or loaded yet. Retriable later. */
public final class NoModelException extends InferenceException {

  /** Creates the exception with the one sentence that callers see. */
  public NoModelException() {
    super("no model is loaded", null);
  }
}
