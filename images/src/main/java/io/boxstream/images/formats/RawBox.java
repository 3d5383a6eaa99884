package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

/**
 * A box as its author wrote it, in zero-based pixels; it may be empty, inverted or outside the
 * image.
 *
 * @param label class name, trimmed
 * @param xMin left edge
 * @param yMin top edge
 * @param xMax right edge
 * @param yMax bottom edge
 * @param difficult true where the author marked the object as hard to recognise
 */
public record RawBox(
    String label, double xMin, double yMin, double xMax, double yMax, boolean difficult) {

  /** Checks that there is a label; the numbers are for the validation to judge. */
  public RawBox {
    requireNonNull(label, "label");
  }
}
