package io.boxstream.ingest.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.intake.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * A line of an import's journal: what became of an item of the archive, that an image is about to
 * be published, or that the import holds images out.
 *
 * @param item the item's number in the archive's order; -1 where the line is about no item
 * @param kind what happened
 * @param id of the image or of the rejection
 * @param content what is on the log
 * @param reason why it was refused
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record JournalEntry(
    int item, Kind kind, String id, Optional<Content> content, Optional<RejectionReason> reason) {

  /**
   * An image on the log.
   *
   * @param split where it is
   * @param labels the classes of its boxes
   * @param clipped how many of its boxes were clipped
   * @param heldOut whether it was to be trained on and is held out for validation
   */
  record Content(Split split, Set<String> labels, int clipped, boolean heldOut) {}

  enum Kind {
    HOLDING_OUT,
    PUBLISHING,
    ACCEPTED,
    RELABELLED,
    DUPLICATE,
    REJECTED
  }

  static JournalEntry holdingOut() {
    return new JournalEntry(-1, Kind.HOLDING_OUT, "", Optional.empty(), Optional.empty());
  }

  static JournalEntry publishing(String imageId) {
    return new JournalEntry(-1, Kind.PUBLISHING, imageId, Optional.empty(), Optional.empty());
  }

  static JournalEntry of(int item, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      Kind kind = accepted.relabelled() ? Kind.RELABELLED : Kind.ACCEPTED;
      return onLog(
          item,
          kind,
          accepted.id(),
          new Content(accepted.split(), accepted.labels(), accepted.clipped(), accepted.heldOut()));
    }
    if (outcome instanceof Outcome.Duplicate duplicate) {
      return onLog(
          item,
          Kind.DUPLICATE,
          duplicate.id(),
          new Content(duplicate.split(), duplicate.labels(), duplicate.clipped(), false));
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return new JournalEntry(
        item,
        Kind.REJECTED,
        rejected.rejectionId(),
        Optional.empty(),
        Optional.of(rejected.reason()));
  }

  /** The same line for an image that was being published when the process was killed. */
  JournalEntry asAccepted() {
    return new JournalEntry(item, Kind.ACCEPTED, id, content, reason);
  }

  private static JournalEntry onLog(int item, Kind kind, String id, Content content) {
    return new JournalEntry(item, kind, id, Optional.of(content), Optional.empty());
  }
}
