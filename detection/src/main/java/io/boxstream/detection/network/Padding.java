package io.boxstream.detection.network;

/**
 * The zeros around a map.
 *
 * @param before rows above and columns to the left
 * @param after rows below and columns to the right: as many, or one more
 */
public record Padding(int before, int after) {
  /** Checks the numbers. */
  public Padding {
    if (before < 0 || after < before || after > before + 1) {
      throw new IllegalArgumentException(
          "padding must be even, or have one row more after the map: " + before + ", " + after);
    }
  }

  /** As much on each side. */
  public static Padding even(int size) {
    return new Padding(size, size);
  }

  /**
   * TensorFlow's padding "SAME": the least with which there is a result for every {@code stride}-th
   * cell, the first one included. An odd number of rows has its middle one after the map.
   *
   * @param size cells along a side of the map
   */
  public static Padding same(int size, int kernel, int stride) {
    int results = (size + stride - 1) / stride;
    int total = Math.max(0, (results - 1) * stride + kernel - size);
    return new Padding(total / 2, total - total / 2);
  }

  /** Whether the map has as much on each side. */
  public boolean isEven() {
    return before == after;
  }
}
