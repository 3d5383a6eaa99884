package io.boxstream.pictures;

/** More bytes or pixels than the limits allow. */
public final class PictureTooLargeException extends UnreadablePictureException {

  private static final long serialVersionUID = 1L;

  public PictureTooLargeException(String message) {
    super(message);
  }
}
