package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes a symbol graph in MXNet's own JSON form, one node at a time. Nodes refer only to earlier
 * ones, so the order of calls is the topological order; names are unique, because the engine binds
 * arrays to variables by name.
 */
public final class GraphBuilder {
  private static final int MXNET_VERSION = 10900;

  private final ObjectMapper mapper = new ObjectMapper();
  private final ArrayNode nodes = mapper.createArrayNode();
  private final ArrayNode variables = mapper.createArrayNode();
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
    variables.add(nodes.size());
    return add("null", variableNames.apply(name), Map.of(), List.of());
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
    ObjectNode node = nodes.addObject().put("op", operator).put("name", name);
    if (!attributes.isEmpty()) {
      ObjectNode object = node.putObject("attrs");
      attributes.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(attribute -> object.put(attribute.getKey(), attribute.getValue()));
    }
    ArrayNode references = node.putArray("inputs");
    for (Tensor input : inputs) {
      addReference(references, input);
    }
    return new Tensor(nodes.size() - 1, 0);
  }

  /** The graph whose outputs are these tensors, as MXNet's {@code *-symbol.json}. */
  public String json(List<Tensor> outputs) {
    ObjectNode graph = mapper.createObjectNode();
    graph.set("nodes", nodes);
    graph.set("arg_nodes", variables);
    ArrayNode heads = graph.putArray("heads");
    for (Tensor output : outputs) {
      addReference(heads, output);
    }
    graph.putObject("attrs").putArray("mxnet_version").add("int").add(MXNET_VERSION);
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(graph);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings is always valid JSON", e);
    }
  }

  private static void addReference(ArrayNode references, Tensor tensor) {
    references.addArray().add(tensor.node()).add(tensor.output()).add(0);
  }
}
