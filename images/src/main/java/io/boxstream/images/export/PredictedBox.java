package io.boxstream.images.export;

import static java.util.Objects.requireNonNull;

/**
 * A box that a model suggests.
 *
 * @param label name of the class
 * @param score the model's confidence, in [0, 1]
 * @param xMin left edge, in zero-based pixels of the upright image
 * @param yMin top edge
 * @param xMax right edge
 * @param yMax bottom edge
 */
public record PredictedBox(
    String label, double score, double xMin, double yMin, double xMax, double yMax) {

  public PredictedBox {
    requireNonNull(label, "label");
  }
}
