package io.boxstream.detection.parameters;

import java.util.List;

/**
 * The header of an array in a file.
 *
 * @param type the type of the elements
 * @param shape the dimensions; empty for a scalar and for an array that was never initialised
 * @param position where the data start, in bytes from the start of the file
 * @param bytes the size of the data in bytes; 0 for an array that was never initialised
 */
public record ArrayHeader(ElementType type, List<Integer> shape, long position, int bytes) {
  /** Copies the shape. */
  public ArrayHeader {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
