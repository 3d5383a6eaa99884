package io.boxstream.images;

/**
 * Averages of the grey values of an image in equal cells.
 *
 * @param width columns of the image
 * @param height rows of the image
 * @param channels 1 for grey samples, 3 for red, green and blue
 * @param samples height×width×channels unsigned bytes, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, read once
record GreyAverages(int width, int height, int channels, byte[] samples) {

  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  static GreyAverages of(RgbImage image) {
    return new GreyAverages(image.width(), image.height(), 3, image.rgb());
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
    double cellHeight = (double) height / side;
    int cell = 0;
    for (int y = 0; y < height; y++) {
      averageRow(y, row);
      double from = y;
      while (from < y + 1) {
        double end = cell == side - 1 ? height : (cell + 1) * cellHeight;
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
    double cellWidth = (double) width / side;
    int row = y * width;
    for (int cell = 0; cell < side; cell++) {
      double from = cell * cellWidth;
      double to = cell == side - 1 ? width : (cell + 1) * cellWidth;
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
