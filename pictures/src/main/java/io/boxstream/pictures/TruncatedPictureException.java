package io.boxstream.pictures;

/** The picture ends too early, or part of it is damaged. */
public final class TruncatedPictureException extends UnreadablePictureException {

  private static final long serialVersionUID = 1L;

  public TruncatedPictureException(String message) {
    super(message);
  }
}
