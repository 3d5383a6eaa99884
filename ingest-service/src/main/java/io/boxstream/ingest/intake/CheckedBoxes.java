package io.boxstream.ingest.intake;

import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * Boxes that fit their image.
 *
 * @param boxes in pixels of the upright image
 * @param clipped how many of them were clipped at the border
 */
public record CheckedBoxes(List<LabelledBox> boxes, int clipped) {

  /** Copies the boxes. */
  public CheckedBoxes {
    boxes = List.copyOf(boxes);
  }
}
