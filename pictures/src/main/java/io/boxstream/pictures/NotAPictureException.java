package io.boxstream.pictures;

/** Neither JPEG nor PNG, by the bytes themselves: names and media types are not believed. */
public final class NotAPictureException extends UnreadablePictureException {

  private static final long serialVersionUID = 1L;

  public NotAPictureException(String message) {
    super(message);
  }
}
