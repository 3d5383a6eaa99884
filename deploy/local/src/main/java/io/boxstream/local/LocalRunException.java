package io.boxstream.local;

/**
 * The local run cannot go on. The message is the one sentence that the user reads, so it says what
 * is wrong and, where there is one, what to do.
 */
public class LocalRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalRunException(String message) {
    super(message);
  }

  public LocalRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
