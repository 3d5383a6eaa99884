package io.boxstream.ingest.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.intake.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * A line of an import's journal: either an image that is about to be published, or what became of
 * an item of the archive.
 *
 * @param item the item's number in the archive's order; -1 where an image is about to be published
 * @param kind what happened
 * @param id of the image or of the rejection
 * @param split where the image is
 * @param labels the classes of its boxes
 * @param reason why it was refused
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record JournalEntry(
    int item,
    Kind kind,
    String id,
    Optional<Split> split,
    Optional<Set<String>> labels,
    Optional<RejectionReason> reason) {

  enum Kind {
    PUBLISHING,
    ACCEPTED,
    RELABELLED,
    DUPLICATE,
    REJECTED
  }

  static JournalEntry publishing(String imageId) {
    return new JournalEntry(
        -1, Kind.PUBLISHING, imageId, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static JournalEntry of(int item, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      Kind kind = accepted.relabelled() ? Kind.RELABELLED : Kind.ACCEPTED;
      return onLog(item, kind, accepted.id(), accepted.split(), accepted.labels());
    }
    if (outcome instanceof Outcome.Duplicate duplicate) {
      return onLog(item, Kind.DUPLICATE, duplicate.id(), duplicate.split(), duplicate.labels());
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return new JournalEntry(
        item,
        Kind.REJECTED,
        rejected.rejectionId(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(rejected.reason()));
  }

  /** The same line for an image that was being published when the process was killed. */
  JournalEntry asAccepted() {
    return new JournalEntry(item, Kind.ACCEPTED, id, split, labels, reason);
  }

  private static JournalEntry onLog(
      int item, Kind kind, String id, Split split, Set<String> labels) {
    return new JournalEntry(
        item, kind, id, Optional.of(split), Optional.of(labels), Optional.empty());
  }
}
