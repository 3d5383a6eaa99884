package io.boxstream.inference.draw;

/**
 * Sizes of what is drawn, for the size of an image.
 *
 * @param zoom pixels of the drawn image for a pixel of the image, in each direction
 * @param line thickness of frames in pixels
 * @param capital height of capital letters in pixels
 * @param padding between a plate's border and its letters, in pixels
 */
record Style(int zoom, int line, double capital, int padding) {
  private static final int SHORTEST_SIDE = 320;
  private static final int LARGEST_ZOOM = 8;
  private static final double SMALLEST_CAPITAL = 9;
  private static final double CAPITALS_IN_A_SIDE = 44;
  private static final double LINES_IN_A_SIDE = 220;

  /** Small images are enlarged: a label of readable letters would cover them. */
  static Style of(int width, int height) {
    int side = Math.min(width, height);
    int zoom = Math.max(1, Math.min(LARGEST_ZOOM, (SHORTEST_SIDE + side - 1) / side));
    double shown = (double) side * zoom;
    // A panorama or a mast is looked at as a whole: the longer side counts, too.
    double size = Math.sqrt(shown * Math.min(shown * 3, (double) Math.max(width, height) * zoom));
    double capital = Math.max(SMALLEST_CAPITAL, size / CAPITALS_IN_A_SIDE * 0.87);
    int line = Math.max(2, (int) Math.round(size / LINES_IN_A_SIDE * 0.87));
    return new Style(zoom, line, capital, Math.max(3, (int) Math.round(capital * 0.4)));
  }
}
