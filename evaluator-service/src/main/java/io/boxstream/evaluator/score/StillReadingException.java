package io.boxstream.evaluator.score;

/** The log is not read to its end yet; another try may find it is. */
public final class StillReadingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is awaited
   */
  public StillReadingException(String message) {
    super(message);
  }
}
