package io.boxstream.detection.pipeline;

/**
 * A picture of the data set could not be made into a sample. The message names it; the cause says
 * why.
 */
public final class PictureFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String imageId;

  public PictureFailedException(String imageId, Throwable cause) {
    super("picture " + imageId + " cannot be trained on: " + cause.getMessage(), cause);
    this.imageId = imageId;
  }

  /** The picture's id, or its position in the data set if it could not even be had. */
  public String imageId() {
    return imageId;
  }
}
