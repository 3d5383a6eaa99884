package io.boxstream.images;

/** The process died each time it read this image, so it is not read again. */
public final class CrashedImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  /**
   * @param contentHash SHA-256 of the bytes
   * @param deaths how often the process died with the image in hand
   */
  public CrashedImageException(String contentHash, int deaths) {
    super(
        "the process died %d times while it read this image, so it is not read again (SHA-256 %s)"
            .formatted(deaths, contentHash));
  }
}
