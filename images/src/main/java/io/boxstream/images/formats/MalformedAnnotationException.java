package io.boxstream.images.formats;

/** The annotation cannot be read: the message says what is wrong with it, for its author. */
public final class MalformedAnnotationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and where
   */
  public MalformedAnnotationException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and where
   * @param cause what the reader of the format reported
   */
  public MalformedAnnotationException(String message, Throwable cause) {
    super(message, cause);
  }
}
