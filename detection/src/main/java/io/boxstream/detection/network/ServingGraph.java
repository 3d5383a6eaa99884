package io.boxstream.detection.network;

import java.util.Map;
import java.util.function.Function;

/** A network arranged to serve, from arrays that are partly made of the stored ones. */
public final class ServingGraph {
  private final NetworkGraph graph;
  private final Map<String, ArrayRule> rules;

  /**
   * @param graph the finished graph
   * @param rules how arrays that are not stored are made, by name
   */
  ServingGraph(NetworkGraph graph, Map<String, ArrayRule> rules) {
    this.graph = graph;
    this.rules = Map.copyOf(rules);
  }

  /** The graph, and the arrays that it needs. */
  public NetworkGraph graph() {
    return graph;
  }

  /** Whether an array of the graph is one of the network's own, as files hold it. */
  public boolean isStored(String name) {
    return !rules.containsKey(name);
  }

  /**
   * From the name of an array of the graph to its elements, in C order. Quickest in the order of
   * the graph, and not for several threads at once.
   *
   * @param stored the elements of the network's arrays, by name
   */
  public Function<String, float[]> elements(Function<String, float[]> stored) {
    return new ArrayMaker(rules, stored)::elements;
  }
}
