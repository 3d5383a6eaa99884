package io.boxstream.detection.transform;

import java.util.Arrays;

/**
 * The weights of each pixel of a resized axis: those of image pixels, and that of the area outside
 * the image.
 */
final class AxisWeights implements Kernel.Taps {

  /**
   * The part of an axis that is resized.
   *
   * @param offset where it starts, in pixels of the image; may be outside the image
   * @param size its number of pixels
   * @param imageSize number of pixels of the image, which starts at 0
   */
  record Span(int offset, int size, int imageSize) {}

  private final int offset;
  private final int imageSize;
  private final int[] ends;
  private final float[] inside;
  private final float[] outside;
  private int[] positions;
  private float[] weights;
  private int count;
  private int current;

  /**
   * @param span the part to resize
   * @param newSize number of pixels of the resized axis
   * @param mirrored whether the resized axis is mirrored
   */
  AxisWeights(Kernel kernel, Span span, int newSize, boolean mirrored) {
    this.offset = span.offset();
    this.imageSize = span.imageSize();
    this.ends = new int[newSize];
    this.inside = new float[newSize];
    this.outside = new float[newSize];
    this.positions = new int[2 * newSize];
    this.weights = new float[2 * newSize];
    for (current = 0; current < newSize; current++) {
      int index = mirrored ? newSize - 1 - current : current;
      kernel.weigh(index, span.size(), newSize, this);
      ends[current] = count;
    }
  }

  @Override
  public void add(int position, double weight) {
    int place = position + offset;
    if (place < 0 || place >= imageSize) {
      outside[current] += (float) weight;
      return;
    }
    inside[current] += (float) weight;
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    positions[count] = place;
    weights[count] = (float) weight;
    count++;
  }

  /** The number of pixels of the resized axis. */
  int size() {
    return ends.length;
  }

  /** The first tap of a resized pixel. Its taps up to {@link #end} are pixels of the image. */
  int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** The end of the taps of a resized pixel, exclusive. */
  int end(int index) {
    return ends[index];
  }

  /** The image pixel of a tap. */
  int position(int tap) {
    return positions[tap];
  }

  /** The weight of a tap. */
  float weight(int tap) {
    return weights[tap];
  }

  /** The sum of a resized pixel's weights inside the image. */
  float inside(int index) {
    return inside[index];
  }

  /** The sum of a resized pixel's weights outside the image. */
  float outside(int index) {
    return outside[index];
  }

  /** The largest number of consecutive image pixels that the taps of a resized pixel span. */
  int reach() {
    int reach = 1;
    for (int index = 0; index < ends.length; index++) {
      if (end(index) > begin(index)) {
        reach = Math.max(reach, positions[end(index) - 1] - positions[begin(index)] + 1);
      }
    }
    return reach;
  }
}
