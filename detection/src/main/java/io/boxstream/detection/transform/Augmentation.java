package io.boxstream.detection.transform;

/** How training images are augmented. */
public enum Augmentation {
  /**
   * The reference's augmentation: colour distortion, expansion, constrained crops, five
   * interpolations, flip (SSD.md 3.3).
   */
  REFERENCE,
  /**
   * Boxstream's augmentation for short runs on few images: flip, constrained crops, brightness and
   * contrast.
   */
  QUICK,
  /** No augmentation: the validation transform, for tests and measurements. */
  NONE
}
