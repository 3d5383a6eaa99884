package io.boxstream.detection.pipeline;

/**
 * An image of the data set could not be converted to a training sample. The message names the
 * image; the cause gives the reason.
 */
public final class ImageFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String imageId;

  public ImageFailedException(String imageId, Throwable cause) {
    super("image " + imageId + " cannot be trained on: " + cause.getMessage(), cause);
    this.imageId = imageId;
  }

  /** The image's id, or its position in the data set if it could not be fetched. */
  public String imageId() {
    return imageId;
  }
}
