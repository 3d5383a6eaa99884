package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A labelled image in quarantine, with everything that is needed to correct and resubmit it.
 *
 * @param id the image id if there is a canonical image, otherwise the id of the request
 * @param reason why it was rejected
 * @param detail one human-readable sentence
 * @param annotation the original text of the labels; empty if there was none
 * @param original the original bytes; empty if there was no image
 * @param source where it came from
 * @param split the split requested by its data set or its sender; empty if its id decides
 * @param at when it was rejected
 * @param importId the import that it came with; empty if it came alone
 */
public record RejectedImage(
    String id,
    RejectionReason reason,
    String detail,
    Optional<String> annotation,
    Optional<StoredBytes> original,
    ImageSource source,
    Optional<Split> split,
    Instant at,
    Optional<String> importId)
    implements Event {
  public RejectedImage {
    Checks.text(id, "id");
    requireNonNull(reason, "reason");
    Checks.text(detail, "detail");
    requireNonNull(annotation, "annotation");
    requireNonNull(original, "original");
    requireNonNull(source, "source");
    requireNonNull(split, "split");
    requireNonNull(at, "at");
    requireNonNull(importId, "importId");
  }
}
