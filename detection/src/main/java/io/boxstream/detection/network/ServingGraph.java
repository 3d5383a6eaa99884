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

  /** Whether an array is one of the network's own, as files hold it. */
  public boolean isStored(String name) {
    return !rules.containsKey(name);
  }

  /**
   * The elements of an array, in C order.
   *
   * @param name of an array of the graph, or of one that such an array is made of
   * @param arrays the elements of the arrays that it is made of, by name; its own if it is stored
   */
  public float[] elements(String name, Function<String, float[]> arrays) {
    return isStored(name) ? arrays.apply(name) : rules.get(name).elements(arrays);
  }
}
