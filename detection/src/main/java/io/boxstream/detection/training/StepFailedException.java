package io.boxstream.detection.training;

import java.util.List;

/** The engine failed in a step. The trainer is closed. */
public class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> imageIds;

  /** Creates the exception for a failure of the replica that processed these images. */
  public StepFailedException(int replica, List<String> imageIds, Throwable cause) {
    super("replica %d failed on the images %s".formatted(replica, imageIds), cause);
    this.imageIds = List.copyOf(imageIds);
  }

  /** The images of the batch that the failed replica processed. */
  public List<String> imageIds() {
    return imageIds;
  }
}
