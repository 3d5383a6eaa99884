package io.boxstream.ingest.intake;

import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * Boxes that passed the label rules.
 *
 * @param boxes in pixels of the upright image
 * @param clipped number of boxes that were clipped at the border
 */
public record CheckedBoxes(List<LabelledBox> boxes, int clipped) {

  /** Copies the boxes. */
  public CheckedBoxes {
    boxes = List.copyOf(boxes);
  }
}
