package io.boxstream.pictures;

/** A JPEG or PNG of a kind that is not taken: CMYK, animated, twelve bits, arithmetic coding. */
public final class UnsupportedPictureException extends UnreadablePictureException {

  private static final long serialVersionUID = 1L;

  public UnsupportedPictureException(String message) {
    super(message);
  }
}
