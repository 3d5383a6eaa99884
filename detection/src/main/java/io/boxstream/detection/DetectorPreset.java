package io.boxstream.detection;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The shape of a detector except for its classes: backbone, input size and anchors. Every
 * checkpoint refers to its preset by name, so a preset never changes once it is released; a better
 * one gets another name. A checkpoint of a user-defined preset also contains the preset's
 * description.
 *
 * @param name unique; the reference's presets keep the reference's names
 * @param backbone the feature extractor
 * @param inputSize height and width of the network input, in pixels
 * @param layers the anchors: one layer or several in a row for each feature map, finest map first
 * @param normalization of the network input
 */
public record DetectorPreset(
    String name,
    Backbone backbone,
    int inputSize,
    List<AnchorLayer> layers,
    Normalization normalization) {

  public DetectorPreset {
    requireNonNull(name, "name");
    requireNonNull(backbone, "backbone");
    layers = List.copyOf(layers);
    requireNonNull(normalization, "normalization");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (inputSize < 1) {
      throw new IllegalArgumentException("input size is not positive: " + inputSize);
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a detector needs at least one feature map: " + name);
    }
    int map = -1;
    for (AnchorLayer layer : layers) {
      if (layer.map() != map && layer.map() != map + 1) {
        throw new IllegalArgumentException(
            "anchors of preset %s must follow its maps without a gap: %s"
                .formatted(name, layers.stream().map(AnchorLayer::map).toList()));
      }
      map = layer.map();
    }
  }

  /** A preset with the usual normalisation, ImageNet's. */
  public DetectorPreset(String name, Backbone backbone, int inputSize, List<AnchorLayer> layers) {
    this(name, backbone, inputSize, layers, Normalization.IMAGENET);
  }

  /** Feature maps that have anchors. */
  public int mapCount() {
    return layers.get(layers.size() - 1).map() + 1;
  }

  /** The number of anchors on all maps: N in the shapes of this module. */
  public int anchorCount() {
    return layers.stream().mapToInt(AnchorLayer::anchorCount).sum();
  }
}
