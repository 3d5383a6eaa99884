package io.boxstream.trainer.run;

/** Too many runs are queued. */
public final class TooManyRunsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyRunsException(String message) {
    super(message);
  }
}
