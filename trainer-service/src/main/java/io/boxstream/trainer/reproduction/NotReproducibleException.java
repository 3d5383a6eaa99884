package io.boxstream.trainer.reproduction;

/** What a repetition needs is gone. */
public final class NotReproducibleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReproducibleException(String message) {
    super(message);
  }
}
