package io.boxstream.images;

/** More bytes or pixels than the limits allow. */
public final class ImageTooLargeException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  public ImageTooLargeException(String message) {
    super(message);
  }
}
