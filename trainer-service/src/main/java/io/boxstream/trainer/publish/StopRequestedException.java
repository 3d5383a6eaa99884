package io.boxstream.trainer.publish;

/** Something was given up because of a stop signal, not because it failed. */
public final class StopRequestedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StopRequestedException(String what) {
    super("stopped before it was possible to " + what);
  }
}
