package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * A picture of a frozen validation set, as it was labelled when the set was frozen.
 *
 * @param id hash of the picture's canonical bytes
 * @param boxes its labels, in pixels of the picture
 */
public record ValidationPicture(String id, List<LabelledBox> boxes) {
  public ValidationPicture {
    requireNonNull(id, "id");
    boxes = List.copyOf(boxes);
  }
}
