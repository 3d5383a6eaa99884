package io.boxstream.detection;

import java.util.List;

/**
 * What a network's input is made of: an image's values in 0 to 1, less the mean, divided by the
 * deviation.
 *
 * @param mean per channel, RGB
 * @param deviation per channel, RGB
 */
public record Normalization(List<Double> mean, List<Double> deviation) {
  /** ImageNet's mean and standard deviation: the reference's, and the usual one. */
  public static final Normalization IMAGENET =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** EfficientNet-Lite's: (value - 127) / 128 of values in 0 to 255. */
  public static final Normalization EFFICIENTNET_LITE =
      new Normalization(grey(127 / 255.0), grey(128 / 255.0));

  /** To -1 to 1: that of TensorFlow's MobileNet and timm's. */
  public static final Normalization SYMMETRIC = new Normalization(grey(0.5), grey(0.5));

  /** Checks and copies the numbers. */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != 3 || !mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean must be three numbers: " + mean);
    }
    if (deviation.size() != 3 || !deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new IllegalArgumentException("deviation must be three positive numbers: " + deviation);
    }
  }

  private static List<Double> grey(double value) {
    return List.of(value, value, value);
  }
}
