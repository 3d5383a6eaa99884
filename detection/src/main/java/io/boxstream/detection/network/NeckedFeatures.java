package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A base network with a neck on each of its maps: a 1×1, a depthwise 3×3 and another 1×1
 * convolution, each with batch normalisation and ReLU. Predictors then see maps of the same number
 * of channels, whose meaning is learnt with them.
 *
 * @param base the network whose maps go through necks
 * @param channels of each map
 */
record NeckedFeatures(DividedFeatures base, int channels) implements DividedFeatures {
  @Override
  public List<FeatureMap> extractFirst(Layers layers, FeatureMap data) {
    return base.extractFirst(layers, data);
  }

  @Override
  public List<FeatureMap> extractRest(Layers layers, List<FeatureMap> first) {
    List<Convolution> forms =
        List.of(
            Convolution.pointwise(channels, 1),
            Convolution.depthwise(channels, 1),
            Convolution.pointwise(channels, 1));
    List<FeatureMap> maps = new ArrayList<>();
    for (FeatureMap input : base.extractRest(layers, first)) {
      String neck = "features.neck" + maps.size() + "_";
      FeatureMap map = input;
      for (int i = 0; i < forms.size(); i++) {
        String convolution = neck + "conv" + i + "_";
        String norm = neck + "batchnorm" + i + "_";
        var layer =
            new NormalisedConvolution(convolution, forms.get(i), false, norm, BatchNorm.BASE);
        // Of 40 channels, oneDNN refuses to fuse the first two layers' backward passes.
        map = layers.rectified(map, NetworkPart.EXPANSION, layer, false);
      }
      maps.add(map);
    }
    return maps;
  }
}
