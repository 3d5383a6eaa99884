package io.boxstream.artifacts.retention;

/** A sweep took longer than half of the grace period and ended. The next one continues. */
public final class SweepTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened
   */
  SweepTooLongException(String message) {
    super(message);
  }
}
