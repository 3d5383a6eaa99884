package io.boxstream.images;

/** No image of a known format, by the bytes themselves: names and media types are not believed. */
public final class NotAnImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public NotAnImageException(String message) {
    super(message);
  }
}
