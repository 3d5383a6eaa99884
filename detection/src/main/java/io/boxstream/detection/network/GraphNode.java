package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A node of a graph: an operator, or a variable.
 *
 * @param operator the operator's name in MXNet, or {@link #VARIABLE}
 * @param name unique in its graph
 * @param attributes the operator's parameters as MXNet spells them
 * @param inputs outputs of earlier nodes, in the operator's order
 */
public record GraphNode(
    String operator, String name, Map<String, String> attributes, List<Tensor> inputs) {
  /** The operator of nodes that are inputs of the graph, or arrays. */
  public static final String VARIABLE = "null";

  /** Checks the names and copies the collections. */
  public GraphNode {
    requireNonNull(operator, "operator");
    requireNonNull(name, "name");
    attributes = Map.copyOf(attributes);
    inputs = List.copyOf(inputs);
  }

  /** Whether this is an input of the graph, or an array. */
  public boolean isVariable() {
    return operator.equals(VARIABLE);
  }
}
