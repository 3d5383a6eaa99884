package io.boxstream.detection.network;

/**
 * An output of a node of a graph under construction.
 *
 * @param node the node's position in the graph
 * @param output the index of the node's output
 */
public record Tensor(int node, int output) {
  /** Checks that both numbers are not negative. */
  public Tensor {
    if (node < 0 || output < 0) {
      throw new IllegalArgumentException("not an output of a node: " + node + ", " + output);
    }
  }
}
