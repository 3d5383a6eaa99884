package io.boxstream.events;

/**
 * One object that a detector found.
 *
 * @param label the class's name
 * @param score the detector's confidence in [0, 1]
 * @param xMin left edge in pixels of the request's image as it was sent, zero-based
 * @param yMin top edge
 * @param xMax right edge, at least {@code xMin}: clipping at the border may leave no width
 * @param yMax bottom edge, at least {@code yMin}
 */
public record DetectedBox(
    String label, double score, double xMin, double yMin, double xMax, double yMax) {
  public DetectedBox {
    Checks.text(label, "label");
    Checks.fraction(score, "score");
    Checks.notNegative(xMin, "xMin");
    Checks.notNegative(yMin, "yMin");
    Checks.notNegative(xMax - xMin, "xMax - xMin");
    Checks.notNegative(yMax - yMin, "yMax - yMin");
  }
}
