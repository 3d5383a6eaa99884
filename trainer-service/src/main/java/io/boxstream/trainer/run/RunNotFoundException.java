package io.boxstream.trainer.run;

/** There is no such run. */
public final class RunNotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RunNotFoundException(String message) {
    super(message);
  }
}
