package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * VGG 16 with the dilated, fully convolutional last layers of SSD (Liu et al. 2016) and its extra
 * layers. Every convolution has a bias and a ReLU. The image is first scaled back to 0..255, and
 * the finest feature map is L2-normalised.
 *
 * @param extras the extra layers: channels of the 1×1 convolution, then the form of the convolution
 *     whose output is the feature map
 */
record VggAtrousFeatures(List<Extra> extras) implements FeatureExtractor {
  private static final String NETWORK = "features.";
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int[] DEPTHS = {2, 2, 3, 3, 3};
  private static final int NORMALISED_STAGE = 3;

  VggAtrousFeatures {
    extras = List.copyOf(extras);
  }

  /** A 1×1 convolution to {@code channels}, then {@code form}. */
  record Extra(int channels, Convolution form) {}

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    List<FeatureMap> maps = new ArrayList<>();
    FeatureMap map = unnormalised(layers, data);
    for (int stage = 0; stage < CHANNELS.length; stage++) {
      for (int depth = 0; depth < DEPTHS[stage]; depth++) {
        Convolution form = Convolution.of(CHANNELS[stage], 3, 1, 1);
        map = layer(layers, map, stageName(stage, 2 * depth), form);
      }
      if (stage == NORMALISED_STAGE) {
        maps.add(normalised(layers, map));
      }
      boolean last = stage == CHANNELS.length - 1;
      map = pool(layers, map, stage, last);
    }
    map = layer(layers, map, stageName(5, 0), new Convolution(1024, 3, 1, Padding.even(6), 6, 1));
    map = layer(layers, map, stageName(5, 2), Convolution.pointwise(1024, 1));
    maps.add(map);
    for (int e = 0; e < extras.size(); e++) {
      Extra extra = extras.get(e);
      String prefix = NETWORK + "extras." + e;
      map = layer(layers, map, prefix + ".0.", Convolution.pointwise(extra.channels(), 1));
      map = layer(layers, map, prefix + ".2.", extra.form());
      maps.add(map);
    }
    return maps;
  }

  private static String stageName(int stage, int layer) {
    return NETWORK + "stages." + stage + "." + layer + ".";
  }

  private static FeatureMap pool(Layers layers, FeatureMap map, int stage, boolean last) {
    String name = NETWORK + "stages." + stage + ".pool";
    return last
        ? layers.maxPool(map, name, 3, 1, 1, true)
        : layers.maxPool(map, name, 2, 2, 0, true);
  }

  private static FeatureMap layer(
      Layers layers, FeatureMap input, String prefix, Convolution form) {
    FeatureMap map = layers.convolution(input, prefix, NetworkPart.PLAIN, form, true);
    return layers.relu(map, prefix + "relu");
  }

  private static FeatureMap unnormalised(Layers layers, FeatureMap data) {
    return scaled(layers, data, "init_scale", ParameterRole.INPUT_SCALE);
  }

  private static FeatureMap normalised(Layers layers, FeatureMap map) {
    Tensor unit =
        layers
            .graph()
            .apply(
                "L2Normalization",
                NETWORK + "norm4.fwd",
                Map.of("mode", "channel", "eps", "1e-05"),
                List.of(map.tensor()));
    FeatureMap normalised = new FeatureMap(unit, map.channels(), map.size());
    return scaled(layers, normalised, "norm4.scale", ParameterRole.NORM_SCALE);
  }

  private static FeatureMap scaled(Layers layers, FeatureMap map, String name, ParameterRole role) {
    ParameterSpec spec =
        new ParameterSpec(
            NETWORK + name, role, NetworkPart.PLAIN, List.of(1, map.channels(), 1, 1));
    Tensor product =
        layers
            .graph()
            .apply("broadcast_mul", NETWORK + name + "_fwd", map.tensor(), layers.parameter(spec));
    return new FeatureMap(product, map.channels(), map.size());
  }
}
