package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Someone has looked at a suspect and found nothing wrong. A tombstone takes it back.
 *
 * @param id of the suspect
 * @param reason what was suspected
 * @param imageId the image; empty if the suspect is about class names
 * @param boxes the boxes that were suspected, or where a box was suspected to be missing
 * @param otherImageId the image that it is nearly the same as; empty for other reasons
 * @param classes the class names that are similar; empty for other reasons
 * @param caller who dismissed it, verified only with access control; empty if none was given
 * @param at when
 */
public record DismissedSuspect(
    String id,
    SuspectReason reason,
    Optional<String> imageId,
    List<LabelledBox> boxes,
    Optional<String> otherImageId,
    List<String> classes,
    Optional<String> caller,
    Instant at)
    implements Event {
  public DismissedSuspect {
    Checks.text(id, "id");
    requireNonNull(reason, "reason");
    imageId.ifPresent(value -> Checks.sha256(value, "imageId"));
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    otherImageId.ifPresent(value -> Checks.sha256(value, "otherImageId"));
    classes = List.copyOf(requireNonNull(classes, "classes"));
    caller.ifPresent(value -> Checks.text(value, "caller"));
    requireNonNull(at, "at");
  }
}
