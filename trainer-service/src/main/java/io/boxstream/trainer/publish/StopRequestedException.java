package io.boxstream.trainer.publish;

/** An action was cancelled by a stop signal; it did not fail. */
public final class StopRequestedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StopRequestedException(String what) {
    super("stopped before it was possible to " + what);
  }
}
