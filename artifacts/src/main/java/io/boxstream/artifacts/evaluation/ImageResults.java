package io.boxstream.artifacts.evaluation;

import java.util.List;

/**
 * What a checkpoint found in the images of a validation set. Bounded: where the set is larger, the
 * images with the fewest errors are left out, of equal ones those with higher ids. So the results
 * of two checkpoints on one set show mostly the same images.
 *
 * @param images worst first, at most {@link #MAXIMUM_IMAGES} with at most {@link #MAXIMUM_BOXES}
 *     labels and detections in all
 * @param omitted number of images of the set that are left out
 */
public record ImageResults(List<WorstImage> images, int omitted) {
  /** Most images that are listed. */
  public static final int MAXIMUM_IMAGES = 2000;

  /** Most labels and detections that are listed: a few megabytes. */
  public static final int MAXIMUM_BOXES = 50_000;

  public ImageResults {
    images = List.copyOf(images);
    if (images.size() > MAXIMUM_IMAGES) {
      throw new IllegalArgumentException("images must be at most 2000: " + images.size());
    }
    if (omitted < 0) {
      throw new IllegalArgumentException("omitted must not be negative: " + omitted);
    }
  }
}
