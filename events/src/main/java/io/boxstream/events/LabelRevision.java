package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The labels that an image had from one time on.
 *
 * @param at when they were published
 * @param split the split of the image at that time
 * @param boxes every labelled object; empty for an image that shows no object
 * @param source where they came from
 * @param caller who changed them, verified only with access control; empty if no name was given
 */
public record LabelRevision(
    Instant at, Split split, List<LabelledBox> boxes, ImageSource source, Optional<String> caller) {
  public LabelRevision {
    requireNonNull(at, "at");
    requireNonNull(split, "split");
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(source, "source");
    caller.ifPresent(value -> Checks.text(value, "caller"));
  }
}
