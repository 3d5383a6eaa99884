package io.boxstream.detection.network;

import java.util.List;

/**
 * The specification of one array of a network.
 *
 * @param name its structural name, as in GluonCV's {@code save_parameters}
 * @param role its role
 * @param part the part of the network that it belongs to
 * @param shape its dimensions; convolution weights are (out, in / groups, height, width)
 */
public record ParameterSpec(
    String name, ParameterRole role, NetworkPart part, List<Integer> shape) {
  /** Checks and copies the shape. */
  public ParameterSpec {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.stream().anyMatch(extent -> extent < 1)) {
      throw new IllegalArgumentException("array " + name + " cannot have the shape " + shape);
    }
  }

  /** The number of elements. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
