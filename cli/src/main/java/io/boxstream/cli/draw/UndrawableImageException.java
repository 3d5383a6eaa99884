package io.boxstream.cli.draw;

/** An image that Java cannot read, such as a WebP or a CMYK JPEG. */
public final class UndrawableImageException extends Exception {

  private static final long serialVersionUID = 1L;

  UndrawableImageException(String message) {
    super(message);
  }
}
