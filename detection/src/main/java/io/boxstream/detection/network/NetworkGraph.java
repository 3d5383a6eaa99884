package io.boxstream.detection.network;

import java.util.List;

/**
 * A finished graph.
 *
 * @param json the graph in MXNet's form
 * @param inputs names of the variables that each call supplies, in order
 * @param parameters the arrays that remain bound between calls, in the order of the graph
 */
public record NetworkGraph(String json, List<String> inputs, List<ParameterSpec> parameters) {
  /** Copies the lists. */
  public NetworkGraph {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
  }
}
