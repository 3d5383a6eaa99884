package io.boxstream.inference.serve;

/** No model of a name has been promoted or loaded yet. Retriable later. */
public final class NoModelException extends InferenceException {

  /** Creates the exception with the one sentence that callers see. */
  public NoModelException(String model) {
    super("no model " + model + " is loaded yet", null);
  }
}
