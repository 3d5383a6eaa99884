package io.boxstream.evaluator.score;

/** The consumer has not caught up with the log. Retriable. */
public final class NotCaughtUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is awaited
   */
  public NotCaughtUpException(String message) {
    super(message);
  }
}
