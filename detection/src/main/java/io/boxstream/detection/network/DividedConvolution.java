package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A 1×1 convolution and its ReLU, computed for 256 channels at a time.
 *
 * <p>oneDNN's quickest 1×1 kernel takes channels in blocks of at most 64. Where it finds blocks of
 * 48 a little quicker it takes those, if no more than a twentieth of the last one is empty. For 512
 * and 1024 channels it is not, and the filters it then asks for have more elements than the stored
 * ones: MXNet refuses them and falls back to the next kernel. That one is as quick, but wants maps
 * in another memory layout than all that stands around it, and each of them is converted, there and
 * back. Of 256 channels 48 leave too much empty.
 */
final class DividedConvolution {
  private static final int CHANNELS = 256;

  /** Of fewer cells a side, and of more channels read, blocks of 64 are mostly found quicker. */
  private static final int SMALLEST_MAP = 23;

  private static final int MOST_CHANNELS_READ = 1023;

  private DividedConvolution() {}

  /** Whether a convolution can be computed so, and is quicker so. */
  static boolean pays(FeatureMap input, Convolution form) {
    return form.equals(Convolution.pointwise(form.channels(), 1))
        && form.channels() % (2 * CHANNELS) == 0
        && input.size() >= SMALLEST_MAP
        && input.channels() <= MOST_CHANNELS_READ;
  }

  /**
   * Adds one with a bias to a graph. Filters and bias are parts of {@code prefix + "weight"} and
   * {@code prefix + "bias"}, which are no arrays of the graph.
   *
   * @param form of which {@link #pays} is true
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

  /** An array of a division: that of its channels out of the whole one. */
  private static void define(
      Layers layers, String prefix, String name, String array, int first, int elements) {
    layers.define(
        name + array,
        arrays ->
            Arrays.copyOfRange(
                arrays.apply(prefix + array), first * elements, (first + CHANNELS) * elements));
  }
}
