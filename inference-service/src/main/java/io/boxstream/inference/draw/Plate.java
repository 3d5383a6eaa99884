package io.boxstream.inference.draw;

/**
 * A rectangle of the image in whole pixels.
 *
 * @param left first column
 * @param top first row
 * @param width columns
 * @param height rows
 */
record Plate(int left, int top, int width, int height) {

  int right() {
    return left + width;
  }

  int bottom() {
    return top + height;
  }

  /** The same size, moved as little as possible so that it is inside. */
  Plate inside(int imageWidth, int imageHeight) {
    return new Plate(
        Math.max(0, Math.min(left, imageWidth - width)),
        Math.max(0, Math.min(top, imageHeight - height)),
        width,
        height);
  }

  /** Pixels that both have. */
  long overlap(Plate other) {
    long columns = Math.min(right(), other.right()) - (long) Math.max(left, other.left);
    long rows = Math.min(bottom(), other.bottom()) - (long) Math.max(top, other.top);
    return columns > 0 && rows > 0 ? columns * rows : 0;
  }
}
