package io.boxstream.detection.drift;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is compared between traffic and validation images. */
public enum DriftFeature {
  /** Scores of the detected boxes, in [0, 1]. */
  SCORES,
  /** Classes of the detected boxes. */
  CLASSES,
  /** Sizes of the detected boxes: the square root of their part of the image, in [0, 1]. */
  BOX_SIZES,
  /** How many boxes are detected in an image. */
  BOXES,
  /** Mean luma of an image, in [0, 255]. */
  BRIGHTNESS,
  /** Decimal logarithm of the variance of the Laplacian of an image. */
  SHARPNESS;

  /** The name outside of the program, for example {@code box-sizes}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The feature with a code; empty if there is none. */
  public static Optional<DriftFeature> of(String code) {
    return Arrays.stream(values()).filter(feature -> feature.code().equals(code)).findFirst();
  }
}
