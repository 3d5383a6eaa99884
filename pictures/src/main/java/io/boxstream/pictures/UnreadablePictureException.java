package io.boxstream.pictures;

/**
 * These bytes cannot be used as a picture, and never will. The message says why, for the one who
 * sent them.
 */
public class UnreadablePictureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadablePictureException(String message) {
    super(message);
  }
}
