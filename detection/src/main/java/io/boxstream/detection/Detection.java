package io.boxstream.detection;

import static java.util.Objects.requireNonNull;

/**
 * One object that the detector found.
 *
 * @param classIndex position in the detector's class list, from 0
 * @param score softmax probability of the class, in [0, 1]
 * @param box where the object is, in the coordinate frame that the producer documents
 */
public record Detection(int classIndex, float score, Box box) {

  public Detection {
    if (classIndex < 0) {
      throw new IllegalArgumentException("class index is negative: " + classIndex);
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score is not a probability: " + score);
    }
    requireNonNull(box, "box");
  }

  /** The same detection with another box. */
  public Detection withBox(Box moved) {
    return new Detection(classIndex, score, moved);
  }
}
