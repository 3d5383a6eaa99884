package io.boxstream.detection.onnx;

import io.boxstream.detection.network.GraphNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a node while it is translated. What nobody asks for would be lost, so {@link
 * #requireNoMore} fails if something is left.
 */
final class NodeAttributes {
  private final GraphNode node;
  private final Map<String, String> rest;

  NodeAttributes(GraphNode node) {
    this.node = node;
    rest = new HashMap<>(node.attributes());
  }

  /** A parameter as it is spelled. */
  String text(String name) {
    String value = rest.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("%s has no parameter %s".formatted(node, name));
    }
    return value;
  }

  /** Whether a parameter has the first of two possible values. */
  boolean is(String name, String value, String otherwise) {
    String actual = text(name);
    if (!actual.equals(value) && !actual.equals(otherwise)) {
      throw new IllegalArgumentException(
          "%s: %s cannot be translated to ONNX".formatted(node, name));
    }
    return actual.equals(value);
  }

  /** Checks that a parameter has the only value that can be translated. */
  NodeAttributes require(String name, String value) {
    is(name, value, value);
    return this;
  }

  /** A whole number. */
  int integer(String name) {
    return Integer.parseInt(text(name));
  }

  /** A number. */
  float number(String name) {
    return Float.parseFloat(text(name));
  }

  /** Whole numbers in parentheses. */
  List<Integer> integers(String name) {
    String list = text(name);
    return Arrays.stream(list.substring(1, list.length() - 1).split(","))
        .map(number -> Integer.valueOf(number.strip()))
        .toList();
  }

  /** Checks that each parameter has been read. */
  void requireNoMore() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: %s cannot be translated to ONNX".formatted(node, rest.keySet()));
    }
  }
}
