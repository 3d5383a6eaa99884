package io.boxstream.detection.parameters;

import java.util.List;

/**
 * What a file says of an array before its data.
 *
 * @param type what the elements are
 * @param shape the extents; empty for a scalar and for an array that was never filled
 * @param position where the data begin, in bytes from the file's start
 * @param bytes how many bytes the data have; 0 for an array that was never filled
 */
public record ArrayHeader(ElementType type, List<Integer> shape, long position, int bytes) {
  /** Copies the extents. */
  public ArrayHeader {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
