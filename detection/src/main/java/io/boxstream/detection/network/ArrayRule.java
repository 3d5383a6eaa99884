package io.boxstream.detection.network;

import java.util.function.Function;

/** Computes an array of a graph from other arrays. */
@FunctionalInterface
interface ArrayRule {
  /**
   * The array's elements, in C order.
   *
   * @param arrays the elements of the source arrays, by name
   */
  float[] elements(Function<String, float[]> arrays);
}
