package io.boxstream.detection.transform;

import java.util.Arrays;

/** What each pixel of a stretched axis is made of: pixels of the image, and what lies beside it. */
final class AxisWeights implements Kernel.Taps {

  /**
   * The part of an axis that is stretched.
   *
   * @param offset where it begins, in pixels of the image; may lie outside
   * @param size its pixels
   * @param imageSize pixels of the image, which begins at 0
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
   * @param span what is stretched
   * @param newSize pixels of the stretched axis
   * @param mirrored whether the stretched axis runs backwards
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

  /** Pixels of the stretched axis. */
  int size() {
    return ends.length;
  }

  /** The first of a stretched pixel's taps: those to {@link #end} are pixels of the image. */
  int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** The end of a stretched pixel's taps. */
  int end(int index) {
    return ends[index];
  }

  /** A tap's pixel of the image. */
  int position(int tap) {
    return positions[tap];
  }

  /** A tap's weight. */
  float weight(int tap) {
    return weights[tap];
  }

  /** The sum of a stretched pixel's weights in the image. */
  float inside(int index) {
    return inside[index];
  }

  /** The sum of a stretched pixel's weights beside the image. */
  float outside(int index) {
    return outside[index];
  }

  /** How far apart a stretched pixel's taps are at most. */
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
