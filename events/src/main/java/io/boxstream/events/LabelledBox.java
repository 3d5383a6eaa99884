package io.boxstream.events;

import java.util.Locale;

/**
 * One labelled object of an image.
 *
 * @param label the class's name
 * @param xMin left edge in pixels of the upright image, zero-based
 * @param yMin top edge
 * @param xMax right edge, greater than {@code xMin}
 * @param yMax bottom edge, greater than {@code yMin}
 * @param difficult the Pascal VOC flag: not counted as a miss when an evaluation does not find it
 */
public record LabelledBox(
    String label, double xMin, double yMin, double xMax, double yMax, boolean difficult) {
  public LabelledBox {
    Checks.text(label, "label");
    Checks.box(xMin, yMin, xMax, yMax);
  }

  /** Whether the whole box lies inside an image of the given size, border included. */
  public boolean isInside(int width, int height) {
    return xMin >= 0 && yMin >= 0 && xMax <= width && yMax <= height;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s (%s, %s, %s, %s)%s",
        label,
        xMin,
        yMin,
        xMax,
        yMax,
        difficult ? " difficult" : "");
  }
}
