package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * An image of a frozen validation set, as it was labelled when the set was frozen.
 *
 * @param id hash of the image's canonical bytes
 * @param boxes its labels, in pixels of the image
 */
public record ValidationImage(String id, List<LabelledBox> boxes) {
  public ValidationImage {
    requireNonNull(id, "id");
    boxes = List.copyOf(boxes);
  }
}
