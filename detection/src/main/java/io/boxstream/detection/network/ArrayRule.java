package io.boxstream.detection.network;

import java.util.function.Function;

/** How an array of a graph is made of others. */
@FunctionalInterface
interface ArrayRule {
  /**
   * The array's elements, in C order.
   *
   * @param arrays the elements of the arrays that it is made of, by name
   */
  float[] elements(Function<String, float[]> arrays);
}
