package io.boxstream.detection.network;

import java.util.List;

/**
 * A feature extractor whose first layers can be kept as they are in training, because a pretrained
 * network computes useful features there.
 */
interface DividedFeatures extends FeatureExtractor {
  /**
   * Adds the first layers.
   *
   * @return the maps that the other layers or the predictors read, finest first
   */
  List<FeatureMap> extractFirst(Layers layers, FeatureMap data);

  /**
   * Adds the other layers.
   *
   * @param first the maps of the first layers
   * @return the maps of the extractor, finest first
   */
  List<FeatureMap> extractRest(Layers layers, List<FeatureMap> first);

  @Override
  default List<FeatureMap> extract(Layers layers, FeatureMap data) {
    return extractRest(layers, extractFirst(layers, data));
  }
}
