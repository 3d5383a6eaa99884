package io.boxstream.detection.network;

import java.util.List;
import java.util.Map;

/**
 * A convolution of a map whose number of channels is no multiple of those that oneDNN's kernels
 * process at a time, with more channels whose filters are zero. Without them oneDNN gives the
 * result a layout for which the backward pass of batch normalisation falls back to a slow kernel:
 * it took a sixth of a training step of EfficientNet-Lite0.
 *
 * <p>Only for maps of fixed layers. oneDNN cannot join trained maps whose channels are no whole
 * blocks.
 */
final class AlignedChannels {
  private AlignedChannels() {}

  /** Whether to add channels: not to an image, nor to depthwise convolutions. */
  static boolean pays(FeatureMap input, Convolution form) {
    return form.groups() == 1
        && input.channels() > Layers.CHANNEL_BLOCK
        && spare(input.channels()) > 0;
  }

  /** The map, and some of its channels again, in the plain layout. */
  static Tensor map(Layers layers, FeatureMap input, String prefix) {
    Tensor plain = layers.inPlainLayout(input, prefix + "plain_map").tensor();
    Map<String, String> first =
        Map.of("axis", "1", "begin", "0", "end", Integer.toString(spare(input.channels())));
    Tensor again = layers.graph().apply("slice_axis", prefix + "spare_map", first, List.of(plain));
    return joined(layers, List.of(plain, again), prefix + "aligned_map");
  }

  /**
   * The filters, and zeros for the channels that were added.
   *
   * @param filters (out, in, kernel, kernel)
   */
  static Tensor filters(
      Layers layers, FeatureMap input, Tensor filters, String prefix, Convolution form) {
    String shape =
        "(%d, %d, %d, %d)"
            .formatted(form.channels(), spare(input.channels()), form.kernel(), form.kernel());
    Tensor zeros =
        layers.graph().apply("_zeros", prefix + "spare_weight", Map.of("shape", shape), List.of());
    return joined(layers, List.of(filters, zeros), prefix + "aligned_weight");
  }

  private static Tensor joined(Layers layers, List<Tensor> parts, String name) {
    return layers.graph().apply("Concat", name, Map.of("dim", "1", "num_args", "2"), parts);
  }

  private static int spare(int channels) {
    return Math.floorMod(-channels, Layers.CHANNEL_BLOCK);
  }
}
