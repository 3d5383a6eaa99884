package io.boxstream.images;

/**
 * Averages of the grey values of an image in equal cells. An image that was made smaller may cover
 * only a part of its last column and row: 501 pixels at a quarter of their size are 126 columns, of
 * which the image covers 125.25.
 *
 * @param width columns of samples
 * @param height rows of samples
 * @param channels 1 for grey samples, 3 for red, green and blue
 * @param samples height×width×channels unsigned bytes, row by row; not copied
 * @param columns those that the image covers, more than width − 1 and at most width
 * @param rows those that the image covers, more than height − 1 and at most height
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, read once
record GreyAverages(
    int width, int height, int channels, byte[] samples, double columns, double rows) {

  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  static GreyAverages of(RgbImage image) {
    int width = image.width();
    int height = image.height();
    return new GreyAverages(width, height, 3, image.rgb(), width, height);
  }

  /**
   * Grey samples of an image that was made smaller.
   *
   * @param width of the image before, in pixels
   * @param height of the image before, in pixels
   * @param divisor how many pixels a sample stands for in each direction; the last ones may stand
   *     for fewer
   */
  static GreyAverages ofReduced(int width, int height, int divisor, byte[] samples) {
    return new GreyAverages(
        (width + divisor - 1) / divisor,
        (height + divisor - 1) / divisor,
        1,
        samples,
        (double) width / divisor,
        (double) height / divisor);
  }

  /**
   * Mean luma (ITU-R BT.601) of each cell when the image is cut into side×side equal cells. A pixel
   * that a border cuts counts in both cells, with the part that lies in each.
   *
   * @return side×side values in [0, 255], row by row
   */
  double[] inCells(int side) {
    double[] cells = new double[side * side];
    double[] row = new double[side];
    double cellHeight = rows / side;
    int cell = 0;
    for (int y = 0; y < height; y++) {
      averageRow(y, row);
      double from = y;
      while (from < Math.min(y + 1, rows)) {
        double end = cell == side - 1 ? rows : (cell + 1) * cellHeight;
        double to = Math.min(y + 1, end);
        add(row, (to - from) / cellHeight, cells, cell * side);
        from = to;
        if (from >= end) {
          cell++;
        }
      }
    }
    return cells;
  }

  /** Mean luma of the parts of one row of pixels. */
  private void averageRow(int y, double[] averages) {
    int side = averages.length;
    double cellWidth = columns / side;
    int row = y * width;
    for (int cell = 0; cell < side; cell++) {
      double from = cell * cellWidth;
      double to = cell == side - 1 ? columns : (cell + 1) * cellWidth;
      int first = (int) from;
      int last = Math.min((int) to, width - 1);
      double sum =
          first == last
              ? (to - from) * luma(row + first, row + first + 1)
              : (first + 1 - from) * luma(row + first, row + first + 1)
                  + luma(row + first + 1, row + last)
                  + (to - last) * luma(row + last, row + last + 1);
      averages[cell] = sum / cellWidth;
    }
  }

  /** Sum of the luma of whole pixels. */
  private double luma(int first, int end) {
    return channels == 1 ? grey(first, end) : color(first, end);
  }

  private double grey(int first, int end) {
    int sum = 0;
    for (int at = first; at < end; at++) {
      sum += samples[at] & 0xFF;
    }
    return sum;
  }

  private double color(int first, int end) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int at = 3 * first; at < 3 * end; at += 3) {
      red += samples[at] & 0xFF;
      green += samples[at + 1] & 0xFF;
      blue += samples[at + 2] & 0xFF;
    }
    return RED * red + GREEN * green + BLUE * blue;
  }

  private static void add(double[] row, double weight, double[] cells, int at) {
    for (int i = 0; i < row.length; i++) {
      cells[at + i] += weight * row[i];
    }
  }
}
