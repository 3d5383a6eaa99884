package io.boxstream.trainer.run;

/** A run has ended already and cannot be stopped. */
public final class RunNotActiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunNotActiveException(String message) {
    super(message);
  }
}
