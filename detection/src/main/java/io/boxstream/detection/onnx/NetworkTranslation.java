package io.boxstream.detection.onnx;

import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.GraphNode;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Translates the graph of a network to ONNX, one operator after the other. Values keep the names of
 * their nodes. An operator or a parameter that has no translation is an error: a graph that lacks
 * something would detect something else.
 */
final class NetworkTranslation {
  private final OnnxGraph graph;
  private final Function<String, float[]> elements;
  private final int inputSize;
  private final Map<String, ParameterSpec> parameters = new HashMap<>();
  private final List<String> values = new ArrayList<>();

  /**
   * @param graph receives the network
   * @param elements the elements of each array of the network
   * @param inputSize side of the images in pixels
   */
  NetworkTranslation(OnnxGraph graph, Function<String, float[]> elements, int inputSize) {
    this.graph = graph;
    this.elements = elements;
    this.inputSize = inputSize;
  }

  /**
   * Adds a network.
   *
   * @param nodes those of a {@link io.boxstream.detection.network.PortableGraph}
   * @param specs the network's arrays
   * @throws IllegalArgumentException if a node cannot be translated; the message names it
   */
  void add(List<GraphNode> nodes, List<ParameterSpec> specs) {
    specs.forEach(spec -> parameters.put(spec.name(), spec));
    nodes.forEach(node -> values.add(translate(node)));
  }

  /** The name of an output of the network. */
  String value(Tensor tensor) {
    if (tensor.output() != 0) {
      throw new IllegalArgumentException("only first outputs have a translation: " + tensor);
    }
    return values.get(tensor.node());
  }

  private String translate(GraphNode node) {
    NodeAttributes attributes = new NodeAttributes(node);
    String value =
        switch (node.operator()) {
          case GraphNode.VARIABLE -> variable(node);
          case "Activation" -> relu(node, attributes);
          case "Concat" -> concat(node, attributes);
          case "Convolution" -> convolution(node, attributes);
          case "Flatten" -> apply("Flatten", node, List.of(Attribute.of("axis", 1)));
          case "L2Normalization" -> unitLength(node, attributes);
          case "Pooling" -> maxPool(node, attributes);
          case "Reshape" -> reshape(node, attributes);
          case "broadcast_mul" -> apply("Mul", node, List.of());
          case "clip" -> clip(node, attributes);
          case "elemwise_add" -> apply("Add", node, List.of());
          case "transpose" ->
              apply("Transpose", node, List.of(Attribute.of("perm", attributes.integers("axes"))));
          default ->
              throw new IllegalArgumentException(
                  "operator %s of node %s has no translation to ONNX"
                      .formatted(node.operator(), node.name()));
        };
    attributes.requireNoMore();
    return value;
  }

  private String variable(GraphNode node) {
    String name = node.name();
    if (name.equals(DetectorNetwork.DATA)) {
      return graph.input(name, ElementKind.FLOAT, List.of(3, inputSize, inputSize));
    }
    ParameterSpec spec = parameters.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("the network does not describe its array " + name);
    }
    return graph.array(name, spec.shape(), () -> elements.apply(name));
  }

  private String convolution(GraphNode node, NodeAttributes attributes) {
    boolean biased = attributes.is("no_bias", "False", "True");
    if (node.inputs().size() != (biased ? 3 : 2)) {
      throw new IllegalArgumentException("inputs do not fit no_bias: " + node);
    }
    attributes.require("layout", "NCHW").integer("num_filter");
    return apply(
        "Conv",
        node,
        List.of(
            Attribute.of("kernel_shape", attributes.integers("kernel")),
            Attribute.of("strides", attributes.integers("stride")),
            Attribute.of("pads", pads(attributes.integers("pad"))),
            Attribute.of("dilations", attributes.integers("dilate")),
            Attribute.of("group", attributes.integer("num_group"))));
  }

  /** Padding is never the maximum, in ONNX as in MXNet. */
  private String maxPool(GraphNode node, NodeAttributes attributes) {
    attributes.require("pool_type", "max");
    boolean ceiling = attributes.is("pooling_convention", "full", "valid");
    return apply(
        "MaxPool",
        node,
        List.of(
            Attribute.of("kernel_shape", attributes.integers("kernel")),
            Attribute.of("strides", attributes.integers("stride")),
            Attribute.of("pads", pads(attributes.integers("pad"))),
            Attribute.of("ceil_mode", ceiling ? 1 : 0)));
  }

  /** Top, left, bottom and right from the padding of both dimensions, or from all four. */
  private static List<Integer> pads(List<Integer> padding) {
    return padding.size() == 4
        ? padding
        : List.of(padding.get(0), padding.get(1), padding.get(0), padding.get(1));
  }

  private String relu(GraphNode node, NodeAttributes attributes) {
    attributes.require("act_type", "relu");
    return apply("Relu", node, List.of());
  }

  private String clip(GraphNode node, NodeAttributes attributes) {
    String least = graph.number(node.name() + ".min", attributes.number("a_min"));
    String most = graph.number(node.name() + ".max", attributes.number("a_max"));
    return graph.apply("Clip", node.name(), input(node), least, most);
  }

  private String concat(GraphNode node, NodeAttributes attributes) {
    attributes.require("num_args", Integer.toString(node.inputs().size()));
    return apply("Concat", node, List.of(Attribute.of("axis", attributes.integer("dim"))));
  }

  /** MXNet's 0 and -1 mean in ONNX what they mean there; its other codes are less than -1. */
  private String reshape(GraphNode node, NodeAttributes attributes) {
    long[] shape = attributes.integers("shape").stream().mapToLong(Integer::longValue).toArray();
    for (long extent : shape) {
      if (extent < -1) {
        throw new IllegalArgumentException("shape has no translation to ONNX: " + node);
      }
    }
    String wanted = graph.integers(node.name() + ".shape", shape);
    return graph.apply("Reshape", node.name(), input(node), wanted);
  }

  /** x/√(Σx² + ε) over the channels of each cell. */
  private String unitLength(GraphNode node, NodeAttributes attributes) {
    attributes.require("mode", "channel");
    String name = node.name();
    String epsilon = graph.number(name + ".epsilon", attributes.number("eps"));
    String squares = graph.apply("Mul", name + ".squares", input(node), input(node));
    String channels = graph.integers(name + ".channels", 1);
    String sum = graph.apply("ReduceSum", name + ".sum", squares, channels);
    String root =
        graph.apply("Sqrt", name + ".root", graph.apply("Add", name + ".positive", sum, epsilon));
    return graph.apply("Div", name, input(node), root);
  }

  private String input(GraphNode node) {
    if (node.inputs().size() != 1) {
      throw new IllegalArgumentException("one input expected: " + node);
    }
    return value(node.inputs().get(0));
  }

  private String apply(String operator, GraphNode node, List<Attribute> attributes) {
    String[] inputs = node.inputs().stream().map(this::value).toArray(String[]::new);
    return graph.apply(operator, node.name(), attributes, inputs);
  }
}
