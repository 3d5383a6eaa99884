package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers after a base network that repeatedly halve its last feature map, as in GluonCV's
 * {@code FeatureExpander}: for each filter count a 1×1 and a strided 3×3 convolution, each with
 * batch normalisation and ReLU.
 *
 * @param filters channels of each additional map
 */
record Expansion(List<Integer> filters) {
  private static final int LEAST_TRANSITION = 128;

  Expansion {
    filters = List.copyOf(filters);
  }

  /** Appends the additional maps to those of the base network. */
  List<FeatureMap> extend(Layers layers, List<FeatureMap> base) {
    List<FeatureMap> maps = new ArrayList<>(base);
    FeatureMap map = base.get(base.size() - 1);
    for (int e = 0; e < filters.size(); e++) {
      int channels = filters.get(e);
      Convolution transition = Convolution.pointwise(Math.max(LEAST_TRANSITION, channels), 1);
      map = block(layers, map, "features.expand_trans_", e, transition);
      map = block(layers, map, "features.expand_", e, Convolution.of(channels, 3, 2, 1));
      maps.add(map);
    }
    return maps;
  }

  private static FeatureMap block(
      Layers layers, FeatureMap input, String prefix, int index, Convolution form) {
    String convolution = prefix + "conv" + index + "_";
    String norm = prefix + "bn" + index + "_";
    var layer = new NormalisedConvolution(convolution, form, false, norm, BatchNorm.EXPANSION);
    return layers.rectified(input, NetworkPart.EXPANSION, layer, false);
  }
}
