package io.boxstream.detection.transform;

import io.boxstream.images.RgbImage;
import java.util.Arrays;

/**
 * A part of a canvas that contains an image, resized, colour-distorted and normalised. All these
 * operations are linear, so the columns are resized first, once per row of the image, and colours
 * are only mapped for the pixels of the result. The part and the grey area outside the image, which
 * can be sixteen times as large as the image, are never stored in memory.
 *
 * <p>For a single image. Not thread-safe.
 */
final class StretchedCanvas {

  private static final int NONE = -1;

  private final RgbImage image;
  private final AxisWeights columns;
  private final AxisWeights rows;
  private final PixelNormalization normalization;

  /** The most recent rows of the image, resized; row r is at r modulo the number of rows here. */
  private final float[][] stretched;

  private final int[] stretchedRow;

  /**
   * @param columns the weights of the columns of the result
   * @param rows the weights of its rows
   * @param normalization of the network input; its mean is the grey outside the image
   */
  StretchedCanvas(
      RgbImage image, AxisWeights columns, AxisWeights rows, PixelNormalization normalization) {
    this.image = image;
    this.columns = columns;
    this.rows = rows;
    this.normalization = normalization;
    this.stretched = new float[rows.reach()][3 * columns.size()];
    this.stretchedRow = new int[stretched.length];
    Arrays.fill(stretchedRow, NONE);
  }

  /**
   * Writes the result.
   *
   * @param colours the colour distortion of the image; the grey outside it remains the mean colour
   * @param planes receives 3×rows×columns normalised values
   */
  void write(ColourMatrix colours, float[] planes) {
    int width = columns.size();
    int plane = width * rows.size();
    float[][] matrix = {
      colours.normalized(normalization, 0),
      colours.normalized(normalization, 1),
      colours.normalized(normalization, 2)
    };
    float[] sums = new float[3 * width];
    for (int row = 0; row < rows.size(); row++) {
      sum(row, sums);
      for (int channel = 0; channel < matrix.length; channel++) {
        int at = channel * plane + row * width;
        map(sums, matrix[channel], planes, at);
        addConstants(row, matrix[channel][3], channel, planes, at);
      }
    }
  }

  /**
   * Computes the contribution of the image to a row, the weighted sums of red, then green, then
   * blue.
   */
  private void sum(int row, float[] sums) {
    Arrays.fill(sums, 0);
    for (int tap = rows.begin(row); tap < rows.end(row); tap++) {
      add(stretched(rows.position(tap)), rows.weight(tap), sums);
    }
  }

  private static void add(float[] values, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }

  private float[] stretched(int imageRow) {
    int slot = imageRow % stretched.length;
    if (stretchedRow[slot] != imageRow) {
      stretch(imageRow, stretched[slot]);
      stretchedRow[slot] = imageRow;
    }
    return stretched[slot];
  }

  private void stretch(int imageRow, float[] values) {
    byte[] rgb = image.rgb();
    int first = 3 * imageRow * image.width();
    int width = columns.size();
    int tap = 0;
    for (int column = 0; column < width; column++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int end = columns.end(column); tap < end; tap++) {
        int at = first + 3 * columns.position(tap);
        float weight = columns.weight(tap);
        red += weight * (rgb[at] & 0xff);
        green += weight * (rgb[at + 1] & 0xff);
        blue += weight * (rgb[at + 2] & 0xff);
      }
      values[column] = red;
      values[width + column] = green;
      values[2 * width + column] = blue;
    }
  }

  private static void map(float[] sums, float[] colour, float[] planes, int at) {
    int width = sums.length / 3;
    float red = colour[0];
    float green = colour[1];
    float blue = colour[2];
    for (int x = 0; x < width; x++) {
      planes[at + x] = red * sums[x] + green * sums[width + x] + blue * sums[2 * width + x];
    }
  }

  /**
   * Adds the constant of the matrix inside the image and the grey outside it, in proportion to
   * their weights.
   */
  private void addConstants(int row, float constant, int channel, float[] planes, int at) {
    float grey = normalization.blackBelowMean(channel);
    float rowInside = rows.inside(row);
    float rowAll = rowInside + rows.outside(row);
    for (int column = 0; column < columns.size(); column++) {
      float inside = rowInside * columns.inside(column);
      float outside = rowAll * (columns.inside(column) + columns.outside(column)) - inside;
      planes[at + column] += inside * constant + (outside - 1) * grey;
    }
  }
}
