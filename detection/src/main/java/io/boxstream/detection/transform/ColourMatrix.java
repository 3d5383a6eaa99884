package io.boxstream.detection.transform;

import java.util.random.RandomGenerator;

/**
 * An affine map of (red, green, blue, 1). The reference's colour distortions are affine and never
 * clip, so a sequence of them is a single map.
 *
 * @param values 3 rows of 4
 */
@SuppressWarnings("ArrayRecordComponent") // private to this package, never written
record ColourMatrix(double[] values) {

  private static final double[] LUMA = {0.299, 0.587, 0.114};
  private static final double[][] TO_YIQ = {
    {0.299, 0.587, 0.114}, {0.596, -0.274, -0.321}, {0.211, -0.523, 0.311}
  };
  private static final double[][] FROM_YIQ = {
    {1, 0.956, 0.621}, {1, -0.272, -0.647}, {1, -1.107, 1.705}
  };

  static ColourMatrix identity() {
    return new ColourMatrix(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});
  }

  /** Draws the reference's distortion (SSD.md 3.3, step 1), each part with probability one half. */
  static ColourMatrix random(RandomGenerator random) {
    ColourMatrix colours = identity();
    if (random.nextBoolean()) {
      colours = colours.brighter(random.nextDouble(-32, 32));
    }
    boolean contrastFirst = random.nextBoolean();
    boolean contrast = random.nextBoolean();
    double factor = random.nextDouble(0.5, 1.5);
    if (contrast && contrastFirst) {
      colours = colours.scaled(factor);
    }
    if (random.nextBoolean()) {
      colours = colours.saturated(random.nextDouble(0.5, 1.5));
    }
    if (random.nextBoolean()) {
      colours = colours.turned(random.nextDouble(-18, 18));
    }
    return contrast && !contrastFirst ? colours.scaled(factor) : colours;
  }

  /** Adds a constant to every channel. */
  ColourMatrix brighter(double delta) {
    double[] sum = values.clone();
    for (int row = 0; row < 3; row++) {
      sum[4 * row + 3] += delta;
    }
    return new ColourMatrix(sum);
  }

  /** The reference's contrast: scales about zero, not about the mean. */
  ColourMatrix scaled(double factor) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return new ColourMatrix(product);
  }

  /** Changes the saturation: 0 gives grey, 1 leaves colours unchanged. */
  ColourMatrix saturated(double factor) {
    double[][] map = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        map[row][column] = (1 - factor) * LUMA[column] + (row == column ? factor : 0);
      }
    }
    return then(map);
  }

  /** Rotates the hue by the given number of half circles. */
  ColourMatrix turned(double halfCircles) {
    double cosine = Math.cos(halfCircles * Math.PI);
    double sine = Math.sin(halfCircles * Math.PI);
    double[][] rotation = {{1, 0, 0}, {0, cosine, -sine}, {0, sine, cosine}};
    return then(TO_YIQ).then(rotation).then(FROM_YIQ);
  }

  private ColourMatrix then(double[][] map) {
    double[] product = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        for (int i = 0; i < 3; i++) {
          product[4 * row + column] += map[row][i] * values[4 * i + column];
        }
      }
    }
    return new ColourMatrix(product);
  }

  /**
   * The row of a channel combined with the network's normalisation: the factors for red, green and
   * blue in 0 to 255, and the constant to add. The mean is not subtracted.
   */
  float[] normalized(PixelNormalization normalization, int channel) {
    float[] row = new float[4];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (values[4 * channel + i] * normalization.gain(channel));
    }
    return row;
  }
}
