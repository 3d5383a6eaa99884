package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Builds a graph of MXNet's operators, one node at a time, and writes it in MXNet's own JSON form.
 * Nodes refer only to earlier ones, so the order of calls is the topological order; names are
 * unique, because the engine binds arrays to variables by name.
 */
public final class GraphBuilder {
  private static final int MXNET_VERSION = 10900;

  private final List<GraphNode> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final UnaryOperator<String> variableNames;

  /** Creates an empty graph. */
  public GraphBuilder() {
    this(UnaryOperator.identity());
  }

  /**
   * Creates an empty graph that renames its variables.
   *
   * @param variableNames maps the name passed to {@link #variable} to the name in the graph
   */
  public GraphBuilder(UnaryOperator<String> variableNames) {
    this.variableNames = requireNonNull(variableNames, "variableNames");
  }

  /** Adds a variable: an input, or an array that the engine binds by this name. */
  public Tensor variable(String name) {
    return add(GraphNode.VARIABLE, variableNames.apply(name), Map.of(), List.of());
  }

  /**
   * Adds an operator.
   *
   * @param operator the operator's name in MXNet
   * @param name the node's own name
   * @param attributes the operator's parameters as MXNet spells them
   * @param inputs its inputs, in the operator's order
   * @return the operator's first output
   */
  public Tensor apply(
      String operator, String name, Map<String, String> attributes, List<Tensor> inputs) {
    return add(operator, name, attributes, inputs);
  }

  /** Adds an operator without parameters. */
  public Tensor apply(String operator, String name, Tensor... inputs) {
    return add(operator, name, Map.of(), List.of(inputs));
  }

  private Tensor add(
      String operator, String name, Map<String, String> attributes, List<Tensor> inputs) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("the graph already has a node named " + name);
    }
    nodes.add(new GraphNode(operator, name, attributes, inputs));
    return new Tensor(nodes.size() - 1, 0);
  }

  /** The nodes added so far; tensors refer to them by position. */
  List<GraphNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The graph whose outputs are these tensors, as MXNet's {@code *-symbol.json}. */
  public String json(List<Tensor> outputs) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode graph = mapper.createObjectNode();
    ArrayNode written = graph.putArray("nodes");
    ArrayNode variables = graph.putArray("arg_nodes");
    for (GraphNode node : nodes) {
      if (node.isVariable()) {
        variables.add(written.size());
      }
      write(node, written.addObject());
    }
    ArrayNode heads = graph.putArray("heads");
    outputs.forEach(output -> addReference(heads, output));
    graph.putObject("attrs").putArray("mxnet_version").add("int").add(MXNET_VERSION);
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(graph);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings is always valid JSON", e);
    }
  }

  private static void write(GraphNode node, ObjectNode object) {
    object.put("op", node.operator()).put("name", node.name());
    if (!node.attributes().isEmpty()) {
      ObjectNode attributes = object.putObject("attrs");
      new TreeMap<>(node.attributes()).forEach(attributes::put);
    }
    ArrayNode references = object.putArray("inputs");
    node.inputs().forEach(input -> addReference(references, input));
  }

  private static void addReference(ArrayNode references, Tensor tensor) {
    references.addArray().add(tensor.node()).add(tensor.output()).add(0);
  }
}
