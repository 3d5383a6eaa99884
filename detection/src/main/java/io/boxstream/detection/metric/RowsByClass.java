package io.boxstream.detection.metric;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The rows of one image sorted by class and, within a class, by rank; equal ranks keep their order.
 * Holds one image at a time and reuses its memory.
 */
final class RowsByClass {

  private final int[] starts;
  private final int[] filled;
  private long[] sorted = new long[128];

  RowsByClass(int classCount) {
    if (classCount < 1) {
      throw new IllegalArgumentException("no classes to evaluate: " + classCount);
    }
    this.starts = new int[classCount + 1];
    this.filled = new int[classCount];
  }

  /**
   * Sorts the rows of an image.
   *
   * @param rows number of rows
   * @param classOf class index of a row
   * @param rankOf rank of a row, not negative; the lowest comes first
   * @throws IllegalArgumentException if a class index is out of range
   */
  void sort(int rows, IntUnaryOperator classOf, IntUnaryOperator rankOf) {
    count(rows, classOf);
    if (sorted.length < rows) {
      sorted = new long[rows];
    }
    System.arraycopy(starts, 0, filled, 0, filled.length);
    for (int row = 0; row < rows; row++) {
      sorted[filled[classOf.applyAsInt(row)]++] = (long) rankOf.applyAsInt(row) << 32 | row;
    }
    for (int classIndex = 0; classIndex < filled.length; classIndex++) {
      Arrays.sort(sorted, starts[classIndex], starts[classIndex + 1]);
    }
  }

  int classCount() {
    return filled.length;
  }

  /** The position of the first row of a class. Its rows end where those of the next class start. */
  int start(int classIndex) {
    return starts[classIndex];
  }

  /** The number of rows of a class. */
  int size(int classIndex) {
    return starts[classIndex + 1] - starts[classIndex];
  }

  /** The row at a position. */
  int row(int position) {
    return (int) sorted[position];
  }

  private void count(int rows, IntUnaryOperator classOf) {
    Arrays.fill(starts, 0);
    for (int row = 0; row < rows; row++) {
      int classIndex = classOf.applyAsInt(row);
      if (classIndex >= filled.length) {
        throw new IllegalArgumentException("class " + classIndex + " of " + filled.length);
      }
      starts[classIndex + 1]++;
    }
    for (int classIndex = 0; classIndex < filled.length; classIndex++) {
      starts[classIndex + 1] += starts[classIndex];
    }
  }
}
