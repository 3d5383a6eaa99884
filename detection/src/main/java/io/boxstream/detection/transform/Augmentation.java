package io.boxstream.detection.transform;

/** How training images are varied. */
public enum Augmentation {
  /**
   * The reference's: colour distortion, expansion, constrained crops, five interpolations, flip
   * (SSD.md 3.3).
   */
  REFERENCE,
  /** Ours for short runs on few images: flip, constrained crops, brightness and contrast. */
  QUICK,
  /** None: the validation transform, for tests and for measuring. */
  NONE
}
