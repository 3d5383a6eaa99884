package io.boxstream.detection.onnx;

import java.util.List;

/** Adds the nodes of {@link DetectionTail} to a graph, under names of their own. */
final class TailNodes {
  private static final String PREFIX = "detections.";
  private static final int LAST_AXIS = 2;

  private final OnnxGraph graph;
  private final String middleAxis;
  private final String lastAxis;

  TailNodes(OnnxGraph graph) {
    this.graph = graph;
    middleAxis = integers("middle_axis", List.of(1), 1);
    lastAxis = integers("last_axis", List.of(1), LAST_AXIS);
  }

  /** Adds an operator without parameters. */
  String apply(String operator, String name, String... inputs) {
    return graph.apply(operator, PREFIX + name, inputs);
  }

  /** Adds an operator with one parameter. */
  String apply(String operator, String name, Attribute attribute, String... inputs) {
    return graph.apply(operator, PREFIX + name, List.of(attribute), inputs);
  }

  /** Adds a number. */
  String number(String name, float value) {
    return graph.number(PREFIX + name, value);
  }

  /** Adds an array of integers. */
  String integers(String name, List<Integer> shape, long... values) {
    return graph.integers(PREFIX + name, shape, values);
  }

  /** Adds an array of floats. */
  String floats(String name, List<Integer> shape, float[] values) {
    return graph.array(PREFIX + name, shape, () -> values);
  }

  /** The product with a number. */
  String scaled(String name, String input, float factor) {
    return apply("Mul", name, input, number(name + ".factor", factor));
  }

  /** Elements of the last of three dimensions, from {@code begin} to {@code end}, exclusive. */
  String slice(String name, String input, int begin, int end) {
    return apply(
        "Slice",
        name,
        input,
        integers(name + ".begin", List.of(1), begin),
        integers(name + ".end", List.of(1), end),
        lastAxis);
  }

  /** Truth values or numbers as numbers of another kind. */
  String cast(String name, String input, ElementKind kind) {
    return apply("Cast", name, Attribute.of("to", kind.code()), input);
  }

  /** (batch, n) as (batch, 1, n). */
  String inRows(String name, String input) {
    return apply("Unsqueeze", name, input, middleAxis);
  }

  /** (batch, n) as (batch, n, 1). */
  String inColumns(String name, String input) {
    return apply("Unsqueeze", name, input, lastAxis);
  }

  /** The sum of each row of (batch, n): (batch). */
  void sum(String output, String input) {
    graph.apply("ReduceSum", output, List.of(Attribute.of("keepdims", 0)), input, middleAxis);
  }

  /** The least element in the last of three dimensions. */
  String least(String name, String input) {
    List<Attribute> attributes =
        List.of(Attribute.of("axes", List.of(LAST_AXIS)), Attribute.of("keepdims", 0));
    return graph.apply("ReduceMin", PREFIX + name, attributes, input);
  }

  /** The {@code count} largest of each row, of equal ones those that come first. */
  Top top(String name, String input, int count) {
    List<String> results =
        graph.apply(
            "TopK",
            List.of(PREFIX + name, PREFIX + name + ".places"),
            List.of(Attribute.of("axis", 1)),
            input,
            integers(name + ".count", List.of(1), count));
    return new Top(results.get(0), results.get(1));
  }

  /** Values in falling order, and where in their row they are: (batch, count) each. */
  record Top(String values, String places) {}

  /** The element of each row at each of some places: (batch, places). */
  String elements(String name, String rows, String places) {
    return apply("GatherElements", name, Attribute.of("axis", 1), rows, places);
  }

  /** The rows of each image's own matrix at some places: (batch, places, columns). */
  String rows(String name, String matrices, String places) {
    String columns = inColumns(name + ".places", places);
    return apply("GatherND", name, Attribute.of("batch_dims", 1), matrices, columns);
  }
}
