package io.boxstream.detection;

/**
 * An axis-aligned rectangle in corner form, in zero-based pixels of the image or network input it
 * belongs to.
 *
 * <p>Boxes are not clipped: a detection may reach beyond the image. Coordinates are not reordered
 * either: a box whose maximum is below its minimum encloses nothing. Only other detectors produce
 * such boxes. To convert Pascal VOC's one-based corners, subtract one from all four (SSD.md 3.1).
 *
 * @param xMin left edge
 * @param yMin upper edge
 * @param xMax right edge
 * @param yMax lower edge
 */
public record Box(double xMin, double yMin, double xMax, double yMax) {

  public Box {
    if (Double.isNaN(xMin) || Double.isNaN(yMin) || Double.isNaN(xMax) || Double.isNaN(yMax)) {
      throw new IllegalArgumentException(
          "not numbers: (%s, %s, %s, %s)".formatted(xMin, yMin, xMax, yMax));
    }
  }

  public double width() {
    return xMax - xMin;
  }

  public double height() {
    return yMax - yMin;
  }

  /** The area in square pixels, without the metric's extra pixel. */
  public double area() {
    return Math.max(width(), 0) * Math.max(height(), 0);
  }

  /**
   * The same rectangle in a frame that is {@code horizontal} times as wide and {@code vertical}
   * times as high.
   */
  public Box scaled(double horizontal, double vertical) {
    return new Box(xMin * horizontal, yMin * vertical, xMax * horizontal, yMax * vertical);
  }

  /** The same rectangle moved by (x, y). */
  public Box shifted(double x, double y) {
    return new Box(xMin + x, yMin + y, xMax + x, yMax + y);
  }

  /** This box with each coordinate limited to [0, width] and [0, height]. */
  public Box clipped(double width, double height) {
    return new Box(
        Math.min(Math.max(xMin, 0), width),
        Math.min(Math.max(yMin, 0), height),
        Math.min(Math.max(xMax, 0), width),
        Math.min(Math.max(yMax, 0), height));
  }

  /**
   * Intersection over union without the metric's extra pixel: 0 for boxes that only touch, at most
   * 1.
   */
  public double intersectionOverUnion(Box other) {
    double width = Math.min(xMax, other.xMax) - Math.max(xMin, other.xMin);
    double height = Math.min(yMax, other.yMax) - Math.max(yMin, other.yMin);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double intersection = width * height;
    return intersection / (area() + other.area() - intersection);
  }
}
