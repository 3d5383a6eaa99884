package io.boxstream.detection.transform;

import io.boxstream.images.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A larger image that contains the image at (left, top) and is grey elsewhere. It is never stored
 * in memory; see {@link StretchedCanvas}.
 */
record Canvas(int width, int height, int left, int top) {
  /** A canvas of the image's own size. */
  static Canvas of(RgbImage image) {
    return new Canvas(image.width(), image.height(), 0, 0);
  }

  /**
   * Draws a canvas and the place of the image on it.
   *
   * @param maximumFactor the largest ratio of a side of the canvas to that of the image
   */
  static Canvas around(RgbImage image, double maximumFactor, RandomGenerator random) {
    double factor = random.nextDouble(1, maximumFactor);
    int width = (int) (image.width() * factor);
    int height = (int) (image.height() * factor);
    int top = random.nextInt(height - image.height() + 1);
    int left = random.nextInt(width - image.width() + 1);
    return new Canvas(width, height, left, top);
  }

  /** The columns of a region of the canvas. */
  AxisWeights.Span columns(Region region, RgbImage image) {
    return new AxisWeights.Span(region.left() - left, region.width(), image.width());
  }

  /** The rows of a region of the canvas. */
  AxisWeights.Span rows(Region region, RgbImage image) {
    return new AxisWeights.Span(region.top() - top, region.height(), image.height());
  }
}
