package io.boxstream.images;

/** Turns pixels as {@link Orientation} says. */
final class PixelOrientation {

  private PixelOrientation() {}

  static RgbImage toUpright(RgbImage stored, Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return stored;
    }
    int width = orientation.swapsAxes() ? stored.height() : stored.width();
    int height = orientation.swapsAxes() ? stored.width() : stored.height();
    byte[] turned = new byte[stored.rgb().length];
    for (int y = 0; y < height; y++) {
      int fromY = orientation.mirrorsY() ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int fromX = orientation.mirrorsX() ? width - 1 - x : x;
        int from =
            orientation.swapsAxes()
                ? fromX * stored.width() + fromY
                : fromY * stored.width() + fromX;
        System.arraycopy(stored.rgb(), 3 * from, turned, 3 * (y * width + x), 3);
      }
    }
    return new RgbImage(width, height, turned);
  }
}
