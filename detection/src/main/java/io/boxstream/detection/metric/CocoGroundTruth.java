package io.boxstream.detection.metric;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;

/**
 * One labelled object as COCO's evaluation takes it.
 *
 * @param classIndex position in the class list, from 0
 * @param box where the object is, in pixels of the image
 * @param area its area in square pixels, which decides whether it is small, medium or large; with a
 *     segmentation it is that of the mask, else that of the box
 * @param role what is asked of a detector
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

  /** What is asked of a detector. */
  public enum Role {
    /** To find it. */
    WANTED,
    /** Nothing: the detection that matches it, if one does, is neither right nor wrong. */
    IGNORED,
    /**
     * Nothing: the box encloses many objects (COCO's {@code iscrowd}). Every detection that matches
     * is neither right nor wrong, and the overlap is the share of the detection that is inside.
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
