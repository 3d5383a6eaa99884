package io.boxstream.local;

/** A service did not answer. It may be starting again; to ask once more may help. */
public final class NoAnswerException extends LocalRunException {

  private static final long serialVersionUID = 1L;

  public NoAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
