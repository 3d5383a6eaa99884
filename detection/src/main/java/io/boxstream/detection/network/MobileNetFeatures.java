package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet v1 (Howard et al. 2017) with plain ReLU: a strided convolution, then thirteen pairs of
 * a depthwise and a pointwise convolution. The convolutions are numbered 0 to 26.
 *
 * @param multiplier factor on the channels of every layer
 * @param taps numbers of the convolutions whose outputs are feature maps
 * @param expansion additional maps after the last tap
 */
record MobileNetFeatures(double multiplier, List<Integer> taps, Expansion expansion)
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
    String convolution = "features.mobilenet0_conv" + number + "_";
    String norm = "features.mobilenet0_batchnorm" + number + "_";
    var layer = new NormalisedConvolution(convolution, form, false, norm, BatchNorm.BASE);
    return layers.rectified(input, NetworkPart.BASE, layer, !taps.contains(number));
  }
}
