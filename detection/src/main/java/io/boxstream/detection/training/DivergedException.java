package io.boxstream.detection.training;

import java.util.List;

/** A step's loss was not a finite number. The parameters are unchanged by that step. */
public class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> imageIds;

  /** Creates the exception for a batch of these images. */
  public DivergedException(double crossEntropy, double smoothL1, List<String> imageIds) {
    super(
        "training diverged: cross entropy %s, smooth L1 %s on the images %s"
            .formatted(crossEntropy, smoothL1, imageIds));
    this.imageIds = List.copyOf(imageIds);
  }

  /** The images of the batch. */
  public List<String> imageIds() {
    return imageIds;
  }
}
