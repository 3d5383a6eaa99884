package io.boxstream.detection.metric;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;

/**
 * One labelled object for COCO's evaluation.
 *
 * @param classIndex position in the class list, from 0
 * @param box where the object is, in pixels of the image
 * @param area its area in square pixels, which decides whether it is small, medium or large: the
 *     area of the mask if there is a segmentation, otherwise that of the box
 * @param role how the evaluation treats the object
 */
public record CocoGroundTruth(int classIndex, Box box, double area, Role role) {

  public CocoGroundTruth {
    if (classIndex < 0) {
      throw new IllegalArgumentException("class index is negative: " + classIndex);
    }
    requireNonNull(box, "box");
    if (!(area >= 0)) {
      throw new IllegalArgumentException("area is negative or no number: " + area);
    }
    requireNonNull(role, "role");
  }

  /** How the evaluation treats an object. */
  public enum Role {
    /** The detector should find the object. */
    WANTED,
    /**
     * The object is ignored: a detection that matches it is neither a true nor a false positive.
     */
    IGNORED,
    /**
     * The box encloses many objects (COCO's {@code iscrowd}) and is ignored. Every detection that
     * matches it is neither a true nor a false positive. The overlap is the fraction of the
     * detection that lies inside the box.
     */
    CROWD
  }

  /** An object with the area of its box; a difficult one is ignored. */
  public static CocoGroundTruth of(GroundTruth truth) {
    return new CocoGroundTruth(
        truth.classIndex(),
        truth.box(),
        truth.box().area(),
        truth.difficult() ? Role.IGNORED : Role.WANTED);
  }
}
