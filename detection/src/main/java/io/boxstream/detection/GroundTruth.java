package io.boxstream.detection;

import static java.util.Objects.requireNonNull;

/**
 * One labelled object of an image.
 *
 * @param classIndex position in the detector's class list, from 0; background is not a class here
 * @param box where the object is
 * @param difficult whether the metric ignores the object (SSD.md 8.1); training uses it like any
 *     other
 */
public record GroundTruth(int classIndex, Box box, boolean difficult) {

  public GroundTruth {
    if (classIndex < 0) {
      throw new IllegalArgumentException("class index is negative: " + classIndex);
    }
    requireNonNull(box, "box");
    if (box.xMin() > box.xMax() || box.yMin() > box.yMax()) {
      throw new IllegalArgumentException("corners out of order: " + box);
    }
  }

  /** The same object with another box. */
  public GroundTruth withBox(Box moved) {
    return new GroundTruth(classIndex, moved, difficult);
  }
}
