package io.boxstream.images;

/** A JPEG or PNG of a kind that is not taken: CMYK, animated, twelve bits, arithmetic coding. */
public final class UnsupportedImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public UnsupportedImageException(String message) {
    super(message);
  }
}
