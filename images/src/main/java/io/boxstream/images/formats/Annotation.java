package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * All boxes of one image.
 *
 * @param size the image's size according to the author
 * @param boxes in the author's order; none is a statement too: nothing to detect here
 */
public record Annotation(DeclaredSize size, List<RawBox> boxes) {

  /** Copies the boxes. */
  public Annotation {
    requireNonNull(size, "size");
    boxes = List.copyOf(boxes);
  }
}
