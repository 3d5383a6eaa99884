package io.boxstream.detection.network;

import java.util.List;
import java.util.Map;

/**
 * A convolution and its batch normalisation with fixed statistics, as one convolution in a training
 * graph. Filters and bias are computed from the trained arrays in the graph as {@link
 * NormalisedConvolution} describes, so gradients reach the filters, γ and β, and no node reads or
 * writes a whole map for the normalisation.
 */
final class FixedNormalisation {
  private FixedNormalisation() {}

  /** Adds the layer; its convolution must have no bias, and γ must not be fixed. */
  static FeatureMap add(
      Layers layers, FeatureMap input, NetworkPart part, NormalisedConvolution layer) {
    if (layer.hasBias() || layer.norm().fixGamma()) {
      throw new IllegalArgumentException(
          layer.prefix() + " cannot have fixed statistics: it has a bias or a fixed gamma");
    }
    GraphBuilder graph = layers.graph();
    String prefix = layer.foldedPrefix();
    Tensor filters = layers.weight(input, layer.prefix(), part, layer.form());
    List<Tensor> norm = layers.normalisation(layer, part);
    Tensor variance =
        graph.apply(
            "_plus_scalar",
            prefix + "variance",
            Map.of("scalar", layer.norm().epsilon()),
            List.of(norm.get(3)));
    Tensor inverse = graph.apply("rsqrt", prefix + "deviation", variance);
    Tensor scale = graph.apply("elemwise_mul", prefix + "scale", norm.get(0), inverse);
    Tensor perFilter =
        graph.apply("Reshape", prefix + "scales", Map.of("shape", "(-1, 1, 1, 1)"), List.of(scale));
    Tensor scaled = graph.apply("broadcast_mul", prefix + "weight", filters, perFilter);
    Tensor shift = graph.apply("elemwise_mul", prefix + "shift", scale, norm.get(2));
    Tensor bias = graph.apply("elemwise_sub", prefix + "bias", norm.get(1), shift);
    return layers.convolution(input, layer.prefix(), layer.form(), scaled, bias);
  }
}
