package io.boxstream.detection;

import java.util.List;

/**
 * Anchors on one feature map (SSD.md 2): each cell has a square of side {@code minimumSize}, a
 * square whose side is the geometric mean of both sizes, and one box for every ratio after the
 * first.
 *
 * @param map number of the feature map, from 0 for the finest
 * @param mapSize cells per side of the feature map at the preset's input size
 * @param step distance between the centres of neighbouring cells, in pixels of the network input
 * @param minimumSize side of the small square, in pixels of the network input
 * @param maximumSize the next layer's minimum size
 * @param ratios of width to height; the first is always 1 and adds no box of its own
 */
public record AnchorLayer(
    int map,
    int mapSize,
    double step,
    double minimumSize,
    double maximumSize,
    List<Double> ratios) {

  public AnchorLayer {
    ratios = List.copyOf(ratios);
    if (map < 0) {
      throw new IllegalArgumentException("number of a map is negative: " + map);
    }
    if (mapSize < 1) {
      throw new IllegalArgumentException("map size is not positive: " + mapSize);
    }
    if (!isLength(step) || !isLength(minimumSize) || !isLength(maximumSize)) {
      throw new IllegalArgumentException(
          "step and sizes must be positive: %s, %s, %s".formatted(step, minimumSize, maximumSize));
    }
    if (ratios.isEmpty()
        || ratios.get(0) != 1
        || !ratios.stream().allMatch(AnchorLayer::isLength)) {
      throw new IllegalArgumentException("ratios must be positive and start with 1: " + ratios);
    }
  }

  private static boolean isLength(double value) {
    return value > 0 && Double.isFinite(value);
  }

  /** The number of anchors per cell. */
  public int anchorsPerCell() {
    return ratios.size() + 1;
  }

  /** The number of anchors on the whole map at the preset's input size. */
  public int anchorCount() {
    return mapSize * mapSize * anchorsPerCell();
  }
}
