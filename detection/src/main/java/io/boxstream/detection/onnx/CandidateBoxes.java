package io.boxstream.detection.onnx;

import java.util.List;

/**
 * The boxes of candidates in an ONNX graph, computed as {@link
 * io.boxstream.detection.decode.BoxDecoder} computes them.
 */
final class CandidateBoxes {
  private static final float CENTRE_SCALE = 0.1f;
  private static final float SIZE_SCALE = 0.2f;

  private CandidateBoxes() {}

  /**
   * Adds the boxes.
   *
   * @param offsets (batch, N, 4) encoded boxes
   * @param grid N×4 anchors in centre form
   * @param anchors (batch, candidates) the anchor of each candidate
   * @return (batch, candidates, 4) corners in pixels of the network's input
   */
  static String add(TailNodes nodes, String offsets, float[] grid, String anchors) {
    String all = nodes.floats("anchors", List.of(grid.length / 4, 4), grid);
    String own = nodes.apply("Gather", "own_anchors", Attribute.of("axis", 0), all, anchors);
    String encoded = nodes.rows("offsets", offsets, anchors);
    String centre = nodes.slice("anchor_centres", own, 0, 2);
    String size = nodes.slice("anchor_sizes", own, 2, 4);
    String shift =
        nodes.scaled("shifts", nodes.slice("encoded_shifts", encoded, 0, 2), CENTRE_SCALE);
    String moved = nodes.apply("Add", "centres", nodes.apply("Mul", "moves", shift, size), centre);
    String growth =
        nodes.scaled("growth", nodes.slice("encoded_growth", encoded, 2, 4), SIZE_SCALE);
    String grown = nodes.apply("Mul", "sizes", nodes.apply("Exp", "factors", growth), size);
    String half = nodes.scaled("half_sizes", grown, 0.5f);
    return nodes.apply(
        "Concat",
        "corners",
        Attribute.of("axis", 2),
        nodes.apply("Sub", "first_corners", moved, half),
        nodes.apply("Add", "last_corners", moved, half));
  }

  /**
   * Whether a box has its corners in order, which not-a-number never has.
   *
   * @param corners (batch, candidates, 4)
   * @return (batch, candidates) 1 or 0
   */
  static String areBoxes(TailNodes nodes, String corners) {
    String first = nodes.slice("left_top", corners, 0, 2);
    String last = nodes.slice("right_bottom", corners, 2, 4);
    String ordered = nodes.apply("LessOrEqual", "ordered", first, last);
    return nodes.least("are_boxes", nodes.cast("ordered_numbers", ordered, ElementKind.FLOAT));
  }
}
