package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * ResNet 34 v1b as in GluonCV's SSD. It has basic blocks of two 3×3 convolutions; the third layer
 * has the same map size as the second; the extra stages have no batch normalisation. The feature
 * maps are the outputs of layers 2 and 4 and of the extra stages.
 *
 * @param extras channels of each extra stage
 */
record BasicResNetFeatures(List<Integer> extras) implements FeatureExtractor {
  private static final int[] BLOCKS = {3, 4, 6, 3};
  private static final int[] STRIDES = {1, 2, 1, 2};
  private static final String[] LAYERS = {
    "features.stage1.4.", "features.stage1.5.", "features.stage2.0.", "features.stage2.1."
  };
  private static final int FIRST_CHANNELS = 64;
  private static final int LEAST_TRANSITION = 128;

  BasicResNetFeatures {
    extras = List.copyOf(extras);
  }

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    FeatureMap map =
        convolve(
            layers,
            data,
            "features.stage1.0.",
            "features.stage1.1.",
            Convolution.of(FIRST_CHANNELS, 7, 2, 3));
    map = layers.relu(map, "features.stage1.2.relu");
    map = layers.maxPool(map, "features.stage1.3.pool", 3, 2, 1, false);
    List<FeatureMap> maps = new ArrayList<>();
    for (int layer = 0; layer < LAYERS.length; layer++) {
      map = layer(layers, map, layer);
      if (layer % 2 == 1) {
        maps.add(map);
      }
    }
    for (int e = 0; e < extras.size(); e++) {
      map = extra(layers, map, e);
      maps.add(map);
    }
    return maps;
  }

  private static FeatureMap layer(Layers layers, FeatureMap input, int layer) {
    int channels = FIRST_CHANNELS << layer;
    FeatureMap map = input;
    for (int block = 0; block < BLOCKS[layer]; block++) {
      String prefix = LAYERS[layer] + block + ".";
      int stride = block == 0 ? STRIDES[layer] : 1;
      Convolution first = Convolution.of(channels, 3, stride, 1);
      FeatureMap body = convolve(layers, map, prefix + "conv1.", prefix + "bn1.", first);
      body = layers.relu(body, prefix + "relu1");
      Convolution second = Convolution.of(channels, 3, 1, 1);
      body = convolve(layers, body, prefix + "conv2.", prefix + "bn2.", second);
      FeatureMap shortcut = map;
      if (map.channels() != channels) {
        Convolution form = Convolution.pointwise(channels, stride);
        shortcut = convolve(layers, map, prefix + "downsample.0.", prefix + "downsample.1.", form);
      }
      Tensor sum =
          layers.graph().apply("elemwise_add", prefix + "sum", body.tensor(), shortcut.tensor());
      map = layers.relu(new FeatureMap(sum, channels, body.size()), prefix + "relu2");
    }
    return map;
  }

  private FeatureMap extra(Layers layers, FeatureMap input, int e) {
    String prefix = "features.more_stages." + e + ".";
    int channels = extras.get(e);
    int padding = e == extras.size() - 1 ? 0 : 1;
    Convolution transition = Convolution.pointwise(Math.max(LEAST_TRANSITION, channels), 1);
    FeatureMap map = plain(layers, input, prefix + "0.", transition);
    return plain(layers, map, prefix + "2.", Convolution.of(channels, 3, 2, padding));
  }

  private static FeatureMap plain(
      Layers layers, FeatureMap input, String prefix, Convolution form) {
    FeatureMap map = layers.convolution(input, prefix, NetworkPart.PLAIN, form, true);
    return layers.relu(map, prefix + "relu");
  }

  private static FeatureMap convolve(
      Layers layers, FeatureMap input, String convolution, String norm, Convolution form) {
    var layer = new NormalisedConvolution(convolution, form, false, norm, BatchNorm.BASE);
    return layers.normalised(input, NetworkPart.BASE, layer);
  }
}
