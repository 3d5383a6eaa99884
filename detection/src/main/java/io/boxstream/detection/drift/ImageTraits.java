package io.boxstream.detection.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.images.ImageQuality;
import java.util.List;

/**
 * What one image contributes to the comparison.
 *
 * @param brightness mean luma, in [0, 255]
 * @param sharpness decimal logarithm of the variance of the Laplacian
 * @param boxes the detected boxes
 */
public record ImageTraits(double brightness, double sharpness, List<TraitBox> boxes) {

  public ImageTraits {
    if (!Double.isFinite(brightness) || !Double.isFinite(sharpness)) {
      throw new IllegalArgumentException(
          "not finite: brightness %s, sharpness %s".formatted(brightness, sharpness));
    }
    boxes = List.copyOf(boxes);
  }

  /**
   * The traits of an image.
   *
   * @param detections those that count, in a frame of {@code width} and {@code height}
   * @param classes labels by class index
   */
  public static ImageTraits of(
      ImageQuality quality,
      double width,
      double height,
      List<Detection> detections,
      List<String> classes) {
    requireNonNull(quality, "quality");
    return new ImageTraits(
        quality.brightness(),
        quality.sharpness(),
        detections.stream()
            .map(
                one ->
                    new TraitBox(
                        classes.get(one.classIndex()),
                        one.score(),
                        Math.sqrt(one.box().clipped(width, height).area() / (width * height))))
            .toList());
  }

  /**
   * A detected box.
   *
   * @param label its class
   * @param score in [0, 1]
   * @param size square root of the part of the image that it covers, in [0, 1]
   */
  public record TraitBox(String label, double score, double size) {
    public TraitBox {
      requireNonNull(label, "label");
      if (!(score >= 0 && score <= 1 && size >= 0)) {
        throw new IllegalArgumentException("score %s, size %s".formatted(score, size));
      }
    }
  }

  /** The image's values of a feature that is a number; one for each box, or one. */
  double[] values(DriftFeature feature) {
    return switch (feature) {
      case SCORES -> boxes.stream().mapToDouble(TraitBox::score).toArray();
      case BOX_SIZES -> boxes.stream().mapToDouble(TraitBox::size).toArray();
      case BOXES -> new double[] {boxes.size()};
      case BRIGHTNESS -> new double[] {brightness};
      case SHARPNESS -> new double[] {sharpness};
      case CLASSES -> throw new IllegalArgumentException("classes are not numbers");
    };
  }
}
