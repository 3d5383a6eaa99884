package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A 1×1 convolution and its ReLU, computed for 256 output channels at a time.
 *
 * <p>oneDNN's fastest 1×1 kernel processes channels in blocks of at most 64. It chooses blocks of
 * 48 where it expects them to be slightly faster and at most a twentieth of the last block is
 * empty. This is the case for 512 and 1024 channels. The filters then need padding and have more
 * elements than the stored ones, so MXNet rejects them and falls back to the next kernel. That
 * kernel is as fast, but needs maps in a different memory layout from the surrounding layers, so
 * each map is converted twice. With 256 channels, blocks of 48 would leave too much empty.
 */
final class DividedConvolution {
  private static final int CHANNELS = 256;

  /**
   * For maps with fewer cells per side, and for more input channels, oneDNN mostly chooses blocks
   * of 64 anyway.
   */
  private static final int SMALLEST_MAP = 23;

  private static final int MAX_INPUT_CHANNELS = 1023;

  private DividedConvolution() {}

  /** Whether a convolution can be computed this way and is faster this way. */
  static boolean pays(FeatureMap input, Convolution form) {
    return form.equals(Convolution.pointwise(form.channels(), 1))
        && form.channels() % (2 * CHANNELS) == 0
        && input.size() >= SMALLEST_MAP
        && input.channels() <= MAX_INPUT_CHANNELS;
  }

  /**
   * Adds a divided convolution with a bias to a graph. Its filters and biases are slices of {@code
   * prefix + "weight"} and {@code prefix + "bias"}, which are not arrays of the graph.
   *
   * @param form a form for which {@link #pays} is true
   */
  static FeatureMap addRectified(
      Layers layers, FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    List<Tensor> results = new ArrayList<>();
    for (int first = 0; first < form.channels(); first += CHANNELS) {
      String name = prefix + "from" + first + ".";
      define(layers, prefix, name, "weight", first, input.channels());
      define(layers, prefix, name, "bias", first, 1);
      Convolution divided = Convolution.pointwise(CHANNELS, 1);
      FeatureMap result = layers.convolution(input, name, part, divided, true);
      results.add(layers.relu(result, name + "relu").tensor());
    }
    Map<String, String> concat = Map.of("dim", "1", "num_args", Integer.toString(results.size()));
    Tensor result = layers.graph().apply("Concat", prefix + "divided", concat, results);
    return new FeatureMap(result, form.channels(), input.size());
  }

  /** Defines an array of one part as the slice of the whole array that belongs to its channels. */
  private static void define(
      Layers layers, String prefix, String name, String array, int first, int elements) {
    layers.define(
        name + array,
        arrays ->
            Arrays.copyOfRange(
                arrays.apply(prefix + array), first * elements, (first + CHANNELS) * elements));
  }
}
