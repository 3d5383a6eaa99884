package io.boxstream.detection.parameters;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Of every dimension of an array the elements 0, step, 2·step and so on.
 *
 * @param shape the array's extents
 * @param steps a step for each dimension
 */
record Subsampling(List<Integer> shape, List<Integer> steps) {
  Subsampling {
    shape = List.copyOf(shape);
    steps = List.copyOf(steps);
    if (shape.isEmpty() || shape.size() != steps.size()) {
      throw new IllegalArgumentException("steps " + steps + " for the shape " + shape);
    }
  }

  /** Whether an array has these extents, or has all but the first one multiplied. */
  boolean accepts(List<Integer> extents) {
    int row = shape.stream().skip(1).reduce(1, Math::multiplyExact);
    return extents.equals(shape) || shape.size() > 1 && extents.equals(List.of(shape.get(0), row));
  }

  /** The extents of what is left. */
  List<Integer> result() {
    return IntStream.range(0, shape.size()).mapToObj(this::kept).toList();
  }

  /** How many elements are left. */
  int size() {
    return result().stream().reduce(1, Math::multiplyExact);
  }

  private int kept(int dimension) {
    return (shape.get(dimension) + steps.get(dimension) - 1) / steps.get(dimension);
  }

  /** The positions, within a row of the first dimension, of what is left of it. */
  int[] positions() {
    int[] positions = {0};
    for (int dimension = 1; dimension < shape.size(); dimension++) {
      int extent = shape.get(dimension);
      int step = steps.get(dimension);
      int kept = kept(dimension);
      positions =
          IntStream.of(positions)
              .flatMap(start -> IntStream.range(0, kept).map(i -> start * extent + i * step))
              .toArray();
    }
    return positions;
  }
}
