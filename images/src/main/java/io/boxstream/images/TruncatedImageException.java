package io.boxstream.images;

/** The image ends too early, or part of it is damaged. */
public final class TruncatedImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public TruncatedImageException(String message) {
    super(message);
  }
}
