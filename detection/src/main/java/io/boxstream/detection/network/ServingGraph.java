package io.boxstream.detection.network;

import java.util.Map;
import java.util.function.Function;

/** The graph of a network for serving. Some of its arrays are computed from the stored ones. */
public final class ServingGraph {
  private final NetworkGraph graph;
  private final Map<String, ArrayRule> rules;

  /**
   * @param graph the finished graph
   * @param rules the rules of the arrays that are not stored, by name
   */
  ServingGraph(NetworkGraph graph, Map<String, ArrayRule> rules) {
    this.graph = graph;
    this.rules = Map.copyOf(rules);
  }

  /** The graph, and the arrays that it needs. */
  public NetworkGraph graph() {
    return graph;
  }

  /** Whether an array of the graph is stored in parameter files. */
  public boolean isStored(String name) {
    return !rules.containsKey(name);
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
