package io.boxstream.images;

/**
 * These bytes cannot be used as an image, and never will. The message says why, for the one who
 * sent them.
 */
public class UnreadableImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableImageException(String message) {
    super(message);
  }
}
