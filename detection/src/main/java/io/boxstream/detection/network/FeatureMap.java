package io.boxstream.detection.network;

/**
 * A tensor of image features, (batch, channels, size, size).
 *
 * @param tensor the output of the graph that holds the map
 * @param channels number of channels
 * @param size its height and width in cells
 */
public record FeatureMap(Tensor tensor, int channels, int size) {
  /** Checks that the map has at least one channel and one cell. */
  public FeatureMap {
    if (channels < 1 || size < 1) {
      throw new IllegalArgumentException(
          "a feature map needs channels and cells, not " + channels + " of " + size);
    }
  }
}
