package io.boxstream.images;

/**
 * An image of a format that is not read (GIF, HEIC, ...), or of a kind that is not taken: animated,
 * of several pages, twelve bits, arithmetic coding.
 */
public final class UnsupportedImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public UnsupportedImageException(String message) {
    super(message);
  }
}
