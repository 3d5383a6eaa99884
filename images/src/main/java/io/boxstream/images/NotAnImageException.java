package io.boxstream.images;

/** Neither JPEG nor PNG, by the bytes themselves: names and media types are not believed. */
public final class NotAnImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public NotAnImageException(String message) {
    super(message);
  }
}
