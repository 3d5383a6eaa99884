package io.boxstream.detection.network;

/**
 * One output of a node of a graph under construction.
 *
 * @param node the node's position in the graph
 * @param output which of the node's outputs
 */
public record Tensor(int node, int output) {
  /** Checks that both numbers are positions. */
  public Tensor {
    if (node < 0 || output < 0) {
      throw new IllegalArgumentException("not an output of a node: " + node + ", " + output);
    }
  }
}
