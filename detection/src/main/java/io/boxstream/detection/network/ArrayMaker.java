package io.boxstream.detection.network;

import java.util.Map;
import java.util.function.Function;

/** Makes arrays of others by their rules. Not for several threads at once. */
final class ArrayMaker {
  private final Map<String, ArrayRule> rules;
  private final Function<String, float[]> stored;

  /** The array that the last one was made of: the next one often is made of it as well. */
  private String source = "";

  private float[] sourceElements = {};

  /**
   * @param rules how arrays are made, by name
   * @param stored the elements of all others, by name
   */
  ArrayMaker(Map<String, ArrayRule> rules, Function<String, float[]> stored) {
    this.rules = rules;
    this.stored = stored;
  }

  /** The elements of an array, in C order. */
  float[] elements(String name) {
    ArrayRule rule = rules.get(name);
    return rule == null ? stored.apply(name) : rule.elements(this::sourceElements);
  }

  private float[] sourceElements(String name) {
    if (!name.equals(source)) {
      sourceElements = elements(name);
      source = name;
    }
    return sourceElements;
  }
}
