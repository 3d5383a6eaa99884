package io.boxstream.detection.network;

import java.util.List;

/** The part of a network between the image and the feature maps of its prediction heads. */
public interface FeatureExtractor {
  /**
   * Adds the extractor's layers to the graph.
   *
   * @param layers where to add them
   * @param data the normalised images
   * @return the maps, finest first
   */
  List<FeatureMap> extract(Layers layers, FeatureMap data);
}
