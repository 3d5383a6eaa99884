package io.boxstream.detection.network;

import java.util.List;
import java.util.Map;

/**
 * The filters of a convolution with uneven padding. MXNet's convolution pads evenly, and a padding
 * operator copies the map. Filters with a row of zeros above and a column of zeros to their left,
 * on a map with the larger padding on each side, give the same numbers.
 */
final class WidenedFilters {
  private WidenedFilters() {}

  /**
   * The convolution of the widened filters.
   *
   * @param form one with uneven padding and without dilation
   */
  static Convolution form(Convolution form) {
    return new Convolution(
        form.channels(),
        form.kernel() + 1,
        form.stride(),
        Padding.even(form.padding().after()),
        form.dilation(),
        form.groups());
  }

  /** The widened filters as a node of the graph: training changes the stored ones. */
  static Tensor padded(Layers layers, Tensor filters, String prefix) {
    Map<String, String> attributes =
        Map.of(
            "mode", "constant",
            "constant_value", "0",
            "pad_width", "(0, 0, 0, 0, 1, 0, 1, 0)");
    return layers.graph().apply("Pad", prefix + "widened", attributes, List.of(filters));
  }

  /**
   * The widened filters as an array made of {@code prefix + "weight"}.
   *
   * @param form the convolution before its filters are widened
   */
  static Tensor made(
      Layers layers, FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    String widened = prefix + "widened.";
    layers.define(
        widened + "weight", arrays -> widened(arrays.apply(prefix + "weight"), form.kernel()));
    return layers.weight(input, widened, part, form(form));
  }

  private static float[] widened(float[] filters, int kernel) {
    int side = kernel + 1;
    float[] result = new float[filters.length / (kernel * kernel) * side * side];
    for (int row = 0; row < filters.length / kernel; row++) {
      int filter = row / kernel;
      int at = (filter * side + row % kernel + 1) * side + 1;
      System.arraycopy(filters, row * kernel, result, at, kernel);
    }
    return result;
  }
}
