package io.boxstream.evaluator.policy;

/**
 * The conditions of a promotion.
 *
 * @param minimumFirstScore VOC07 mAP that the first model must reach; 0 to 1, 0 for any
 * @param minimumGain VOC07 mAP by which it must exceed the champion's, strictly; 0 to 1
 * @param classFloor VOC07 AP that each class with ground truth must reach; 0 to 1
 * @param minimumImages images that the validation set must hold, at least 1
 */
public record PolicySettings(
    double minimumFirstScore, double minimumGain, double classFloor, int minimumImages) {
  public PolicySettings {
    requireFraction(minimumFirstScore, "minimumFirstScore");
    requireFraction(minimumGain, "minimumGain");
    requireFraction(classFloor, "classFloor");
    if (minimumImages < 1) {
      throw new IllegalArgumentException("minimumImages must be positive: " + minimumImages);
    }
  }

  /** A first score that is not zero in three digits, any gain, no floor, any image. */
  public static PolicySettings defaults() {
    return new PolicySettings(0.001, 0, 0, 1);
  }

  private static void requireFraction(double value, String what) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be 0 to 1: " + value);
    }
  }
}
