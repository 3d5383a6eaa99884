package io.boxstream.detection.network;

import java.util.Map;
import java.util.function.Function;

/** Computes arrays from other arrays by their rules. Not thread-safe. */
final class ArrayMaker {
  private final Map<String, ArrayRule> rules;
  private final Function<String, float[]> stored;

  /**
   * The source of the last computed array, cached because the next array often has the same source.
   */
  private String source = "";

  private float[] sourceElements = {};

  /**
   * @param rules the rules of computed arrays, by name
   * @param stored the elements of all other arrays, by name
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
