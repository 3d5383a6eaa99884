package io.boxstream.images;

import static java.util.Objects.requireNonNull;

/**
 * How bright and how sharp an image is, whatever its size.
 *
 * @param brightness mean luma (ITU-R BT.601), in [0, 255]
 * @param sharpness decimal logarithm of one plus the variance of the Laplacian of the image in
 *     {@value #SIDE}×{@value #SIDE} grey cells, 0 for an image of one color. J. L. Pech-Pacheco et
 *     al., "Diatom autofocusing in brightfield microscopy: a comparative study" (ICPR 2000), use
 *     the variance as a measure of focus. Blur that cannot be seen at this size hardly reaches a
 *     detector
 */
public record ImageQuality(double brightness, double sharpness) {
  private static final int SIDE = 320;

  /**
   * Measures an image.
   *
   * @param image pixels of any size; a side below 320 pixels is stretched
   */
  public static ImageQuality of(RgbImage image) {
    requireNonNull(image, "image");
    double[] grey = GreyAverages.of(image).inCells(SIDE);
    double sum = 0;
    for (double value : grey) {
      sum += value;
    }
    return new ImageQuality(sum / grey.length, Math.log10(1 + laplacianVariance(grey)));
  }

  /** Of the inner cells, with the kernel of the four neighbours. */
  private static double laplacianVariance(double[] grey) {
    double sum = 0;
    double squares = 0;
    int count = (SIDE - 2) * (SIDE - 2);
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int at = y * SIDE + x;
        double value =
            grey[at - 1] + grey[at + 1] + grey[at - SIDE] + grey[at + SIDE] - 4 * grey[at];
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / count;
    return Math.max(0, squares / count - mean * mean);
  }
}
