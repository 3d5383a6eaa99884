package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A plain stack of 3×3 convolutions with batch normalisation and ReLU. The feature maps have
 * strides 8, 16 and 32, followed by those of the expansion.
 *
 * <p>Compared with MobileNet 0.25 it has more multiplications and far fewer layers. Dense
 * convolutions run near the processor's peak performance, while depthwise convolutions and
 * normalisations are limited by memory bandwidth. A training step therefore costs about the same,
 * and a network without depthwise layers needs fewer steps.
 */
record CompactFeatures(Expansion expansion) implements FeatureExtractor {
  private static final String NETWORK = "features.compact_";

  private static final List<Layer> LAYERS =
      List.of(
          new Layer(16, 2, false),
          new Layer(32, 2, false),
          new Layer(32, 1, false),
          new Layer(64, 2, false),
          new Layer(64, 1, true),
          new Layer(128, 2, false),
          new Layer(128, 1, true),
          new Layer(128, 2, true));

  /** A convolution's filters and stride, and whether its output is a feature map. */
  private record Layer(int channels, int stride, boolean mapped) {}

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    List<FeatureMap> maps = new ArrayList<>();
    FeatureMap map = data;
    for (int number = 0; number < LAYERS.size(); number++) {
      Layer layer = LAYERS.get(number);
      Convolution form = Convolution.of(layer.channels(), 3, layer.stride(), 1);
      String convolution = NETWORK + "conv" + number + "_";
      String norm = NETWORK + "batchnorm" + number + "_";
      var normalised = new NormalisedConvolution(convolution, form, false, norm, BatchNorm.BASE);
      map = layers.rectified(map, NetworkPart.BASE, normalised, !layer.mapped());
      if (layer.mapped()) {
        maps.add(map);
      }
    }
    return expansion.extend(layers, maps);
  }
}
