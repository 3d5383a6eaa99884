package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * ResNet 50 v1 (He et al. 2015) as in GluonCV: the first 1×1 convolution of a block has the stride,
 * and the 1×1 convolutions of a block's body have a bias. The feature maps are the outputs of
 * stages 3 and 4 and of the expansion.
 */
record ResNetFeatures(Expansion expansion) implements FeatureExtractor {
  private static final String NETWORK = "features.resnetv10_";
  private static final int[] BLOCKS = {3, 4, 6, 3};
  private static final int FIRST_CHANNELS = 256;
  private static final int FIRST_MAPPED_STAGE = 3;

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    FeatureMap map =
        new Unit(layers, NETWORK).convolve(data, 0, Convolution.of(64, 7, 2, 3), false);
    map = layers.relu(map, NETWORK + "relu0_fwd");
    map = layers.maxPool(map, NETWORK + "pool0_fwd", 3, 2, 1, false);
    List<FeatureMap> maps = new ArrayList<>();
    for (int stage = 1; stage <= BLOCKS.length; stage++) {
      map = stage(layers, map, stage);
      if (stage >= FIRST_MAPPED_STAGE) {
        maps.add(map);
      }
    }
    return expansion.extend(layers, maps);
  }

  private static FeatureMap stage(Layers layers, FeatureMap input, int stage) {
    int channels = FIRST_CHANNELS << (stage - 1);
    Unit unit = new Unit(layers, NETWORK + "stage" + stage + "_");
    FeatureMap map = input;
    for (int block = 0; block < BLOCKS[stage - 1]; block++) {
      boolean first = block == 0;
      int stride = first && stage > 1 ? 2 : 1;
      int number = first ? 0 : 3 * block + 1;
      FeatureMap body = unit.body(map, number, channels, stride);
      FeatureMap shortcut =
          first ? unit.convolve(map, 3, Convolution.pointwise(channels, stride), false) : map;
      map = unit.sum(body, shortcut, block);
    }
    return map;
  }

  /** The layers of one stage, whose names share a prefix. */
  private record Unit(Layers layers, String prefix) {
    FeatureMap convolve(FeatureMap input, int number, Convolution form, boolean bias) {
      String convolution = prefix + "conv" + number + "_";
      String norm = prefix + "batchnorm" + number + "_";
      var layer = new NormalisedConvolution(convolution, form, bias, norm, BatchNorm.BASE);
      return layers.normalised(input, NetworkPart.BASE, layer);
    }

    FeatureMap body(FeatureMap input, int number, int channels, int stride) {
      int middle = channels / 4;
      FeatureMap map = convolve(input, number, Convolution.pointwise(middle, stride), true);
      map = layers.relu(map, prefix + "relu" + number + "_fwd");
      map = convolve(map, number + 1, Convolution.of(middle, 3, 1, 1), false);
      map = layers.relu(map, prefix + "relu" + (number + 1) + "_fwd");
      return convolve(map, number + 2, Convolution.pointwise(channels, 1), true);
    }

    FeatureMap sum(FeatureMap body, FeatureMap shortcut, int block) {
      Tensor sum =
          layers
              .graph()
              .apply("elemwise_add", prefix + "sum" + block, body.tensor(), shortcut.tensor());
      return layers.relu(
          new FeatureMap(sum, body.channels(), body.size()), prefix + "sum" + block + "_relu");
    }
  }
}
