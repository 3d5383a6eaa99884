package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A labelled image in quarantine: everything that is needed to mend it and send it again.
 *
 * @param id the image id if there is a canonical image, else the id of the request
 * @param reason why it is not on the log
 * @param detail one sentence for a person
 * @param annotation the original text of the labels; empty if there was none
 * @param original the original bytes; empty if there was no image
 * @param source where it came from
 * @param split where its data set or its sender wanted it; empty if its id decides
 * @param at when it was rejected
 */
public record RejectedImage(
    String id,
    RejectionReason reason,
    String detail,
    Optional<String> annotation,
    Optional<StoredBytes> original,
    ImageSource source,
    Optional<Split> split,
    Instant at)
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
  }
}
