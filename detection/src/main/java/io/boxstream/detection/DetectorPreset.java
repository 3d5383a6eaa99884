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
 * @param layers the anchors of each feature map, finest map first
 */
public record DetectorPreset(
    String name, Backbone backbone, int inputSize, List<AnchorLayer> layers) {

  public DetectorPreset {
    requireNonNull(name, "name");
    requireNonNull(backbone, "backbone");
    layers = List.copyOf(layers);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (inputSize < 1) {
      throw new IllegalArgumentException("input size is not positive: " + inputSize);
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a detector needs at least one feature map: " + name);
    }
  }

  /** The number of anchors on all maps: N in the shapes of this module. */
  public int anchorCount() {
    return layers.stream().mapToInt(AnchorLayer::anchorCount).sum();
  }
}
