package io.boxstream.detection.anchor;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.DetectorPreset;

/**
 * Anchor boxes in the reference's order (SSD.md 2): layer by layer, row by row, cell by cell; in
 * each cell the small square, the large square, then one box per further ratio. Computed in
 * float64, stored as float32, never clipped.
 */
public final class Anchors {

  private Anchors() {}

  /**
   * All anchors of a preset.
   *
   * @return N×4 values: centre x, centre y, width, height, in pixels of the network input
   */
  public static float[] of(DetectorPreset preset) {
    float[] anchors = new float[4 * preset.anchorCount()];
    int at = 0;
    for (AnchorLayer layer : preset.layers()) {
      float[] ofLayer = ofLayer(layer, layer.mapSize());
      System.arraycopy(ofLayer, 0, anchors, at, ofLayer.length);
      at += ofLayer.length;
    }
    return anchors;
  }

  /**
   * The anchors of one layer on a map of any size. The reference stores them for maps of 128, 64,
   * 32 and then 16 cells per side, and uses the upper left part of each.
   *
   * @param layer sizes, ratios and step
   * @param mapSize cells per side
   * @return mapSize×mapSize×anchorsPerCell×4 values as in {@link #of}
   */
  public static float[] ofLayer(AnchorLayer layer, int mapSize) {
    double[] shapes = shapes(layer);
    float[] anchors = new float[mapSize * mapSize * 2 * shapes.length];
    int at = 0;
    for (int row = 0; row < mapSize; row++) {
      for (int column = 0; column < mapSize; column++) {
        for (int shape = 0; shape < shapes.length; shape += 2) {
          anchors[at++] = (float) ((column + 0.5) * layer.step());
          anchors[at++] = (float) ((row + 0.5) * layer.step());
          anchors[at++] = (float) shapes[shape];
          anchors[at++] = (float) shapes[shape + 1];
        }
      }
    }
    return anchors;
  }

  /** Width and height of each box of a cell. */
  private static double[] shapes(AnchorLayer layer) {
    double[] shapes = new double[2 * layer.anchorsPerCell()];
    double small = layer.minimumSize();
    double large = Math.sqrt(small * layer.maximumSize());
    shapes[0] = small;
    shapes[1] = small;
    shapes[2] = large;
    shapes[3] = large;
    for (int i = 1; i < layer.ratios().size(); i++) {
      double root = Math.sqrt(layer.ratios().get(i));
      shapes[2 * i + 2] = small * root;
      shapes[2 * i + 3] = small / root;
    }
    return shapes;
  }
}
