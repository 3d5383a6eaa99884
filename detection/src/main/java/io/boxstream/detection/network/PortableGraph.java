package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The graph of a network from images to predictions, to be translated for other runtimes than
 * MXNet. Its operators are MXNet's, with one addition: the padding of a convolution can have four
 * numbers instead of two, for top, left, bottom and right. Batch normalisations are folded into
 * their convolutions, so some arrays are computed from the stored ones.
 */
public final class PortableGraph {
  private final List<GraphNode> nodes;
  private final PredictionHeads heads;
  private final List<ParameterSpec> parameters;
  private final Map<String, ArrayRule> rules;

  /**
   * @param nodes the finished graph
   * @param heads its outputs
   * @param parameters the arrays that it needs
   * @param rules the rules of the arrays that are not stored, by name
   */
  PortableGraph(
      List<GraphNode> nodes,
      PredictionHeads heads,
      List<ParameterSpec> parameters,
      Map<String, ArrayRule> rules) {
    this.nodes = List.copyOf(nodes);
    this.heads = requireNonNull(heads, "heads");
    this.parameters = List.copyOf(parameters);
    this.rules = Map.copyOf(rules);
  }

  /** The nodes; each refers only to earlier ones. */
  public List<GraphNode> nodes() {
    return nodes;
  }

  /** The outputs. */
  public PredictionHeads heads() {
    return heads;
  }

  /** The arrays, which are variables of the graph, in its order. */
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /**
   * Returns a function from the name of an array of the graph to its elements, in C order. Fastest
   * when called in the order of the graph. Not thread-safe.
   *
   * @param stored the elements of the network's arrays, by name
   */
  public Function<String, float[]> elements(Function<String, float[]> stored) {
    return new ArrayMaker(rules, stored)::elements;
  }
}
