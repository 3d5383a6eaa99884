package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * ResNet 50 (He et al. 2015) in one of GluonCV's two forms. The feature maps are the outputs of
 * stages 3 and 4 and of the expansion.
 *
 * @param form the form of the blocks
 * @param expansion additional maps after stage 4
 */
record ResNetFeatures(ResNetForm form, Expansion expansion) implements FeatureExtractor {
  private static final int[] BLOCKS = {3, 4, 6, 3};
  private static final int FIRST_CHANNELS = 256;
  private static final int FIRST_MAPPED_STAGE = 3;

  @Override
  public List<FeatureMap> extract(Layers layers, FeatureMap data) {
    String network = form.network();
    FeatureMap map =
        new Unit(layers, network).convolve(data, 0, Convolution.of(64, 7, 2, 3), false);
    map = layers.relu(map, network + "relu0_fwd");
    map = layers.maxPool(map, network + "pool0_fwd", 3, 2, 1, false);
    List<FeatureMap> maps = new ArrayList<>();
    for (int stage = 1; stage <= BLOCKS.length; stage++) {
      map = stage(layers, map, stage);
      if (stage >= FIRST_MAPPED_STAGE) {
        maps.add(map);
      }
    }
    return expansion.extend(layers, maps);
  }

  private FeatureMap stage(Layers layers, FeatureMap input, int stage) {
    int channels = FIRST_CHANNELS << (stage - 1);
    Unit unit = new Unit(layers, form.stage(stage));
    FeatureMap map = input;
    for (int block = 0; block < BLOCKS[stage - 1]; block++) {
      boolean first = block == 0;
      int stride = first && stage > 1 ? 2 : 1;
      FeatureMap body =
          body(unit, map, form.bodyNumber(block), Convolution.pointwise(channels, stride));
      FeatureMap shortcut =
          first
              ? new Unit(layers, form.shortcut(stage))
                  .convolve(
                      map, form.shortcutNumber(), Convolution.pointwise(channels, stride), false)
              : map;
      map = unit.sum(body, shortcut, block);
    }
    return map;
  }

  /**
   * Adds the body of a block.
   *
   * @param number of its first convolution
   * @param whole the convolution with the channels and stride of the whole body
   */
  private FeatureMap body(Unit unit, FeatureMap input, int number, Convolution whole) {
    int middle = whole.channels() / 4;
    int first = form.firstHasStride() ? whole.stride() : 1;
    int second = form.firstHasStride() ? 1 : whole.stride();
    FeatureMap map =
        unit.convolve(input, number, Convolution.pointwise(middle, first), form.hasBias());
    map = unit.relu(map, number);
    map = unit.convolve(map, number + 1, Convolution.of(middle, 3, second, 1), false);
    map = unit.relu(map, number + 1);
    return unit.convolve(
        map, number + 2, Convolution.pointwise(whole.channels(), 1), form.hasBias());
  }

  /** The layers whose names share a prefix. */
  private record Unit(Layers layers, String prefix) {
    FeatureMap convolve(FeatureMap input, int number, Convolution form, boolean bias) {
      String convolution = prefix + "conv" + number + "_";
      String norm = prefix + "batchnorm" + number + "_";
      var layer = new NormalisedConvolution(convolution, form, bias, norm, BatchNorm.BASE);
      return layers.normalised(input, NetworkPart.BASE, layer);
    }

    FeatureMap relu(FeatureMap input, int number) {
      return layers.relu(input, prefix + "relu" + number + "_fwd");
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
