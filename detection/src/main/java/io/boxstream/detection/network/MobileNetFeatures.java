package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet v1 (Howard et al. 2017): a strided convolution, then thirteen pairs of a depthwise and
 * a pointwise convolution. The convolutions are numbered 0 to 26.
 *
 * @param multiplier factor on the channels of every layer
 * @param taps numbers of the convolutions whose outputs are feature maps
 * @param expansion additional maps after the last tap
 * @param relu6 whether activations are limited to 6, as in TensorFlow's network and timm's; in
 *     GluonCV's they are not
 */
record MobileNetFeatures(double multiplier, List<Integer> taps, Expansion expansion, boolean relu6)
    implements FeatureExtractor {
  private static final int[] CHANNELS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };
  private static final List<Integer> STRIDED = List.of(1, 3, 5, 11);

  MobileNetFeatures {
    taps = List.copyOf(taps);
  }

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    List<FeatureMap> maps = new ArrayList<>();
    FeatureMap map = layer(layers, data, 0, Convolution.of(scaled(32), 3, 2, 1));
    for (int pair = 0; pair < CHANNELS.length; pair++) {
      int stride = STRIDED.contains(pair) ? 2 : 1;
      int number = 2 * pair + 1;
      map = layer(layers, map, number, Convolution.depthwise(map.channels(), stride));
      map = layer(layers, map, number + 1, Convolution.pointwise(scaled(CHANNELS[pair]), 1));
      if (taps.contains(number + 1)) {
        maps.add(map);
      }
    }
    return expansion.extend(layers, maps);
  }

  private int scaled(int channels) {
    return (int) (channels * multiplier);
  }

  private FeatureMap layer(Layers layers, FeatureMap input, int number, Convolution form) {
    String network = relu6 ? "features.mobilenet_relu6_" : "features.mobilenet0_";
    String norm = network + "batchnorm" + number + "_";
    var layer =
        new NormalisedConvolution(
            network + "conv" + number + "_", form, false, norm, BatchNorm.BASE);
    if (relu6) {
      return layers.relu6(layers.normalised(input, NetworkPart.BASE, layer), norm + "relu6");
    }
    return layers.rectified(input, NetworkPart.BASE, layer, !taps.contains(number));
  }
}
