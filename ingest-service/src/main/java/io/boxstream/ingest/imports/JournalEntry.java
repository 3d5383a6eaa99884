package io.boxstream.ingest.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.intake.NearDuplicate;
import io.boxstream.ingest.intake.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * A line of an import's journal: the result of an item, an image that is about to be published, or
 * the start of holding out images.
 *
 * @param item the item's number in the archive's order; -1 if the line does not refer to an item
 * @param kind the kind of event
 * @param id id of the image or the rejection
 * @param content content of the published image
 * @param reason why it was rejected
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record JournalEntry(
    int item, Kind kind, String id, Optional<Content> content, Optional<RejectionReason> reason) {

  /**
   * A published image.
   *
   * @param split the image's split
   * @param labels the classes of its boxes
   * @param clipped number of clipped boxes
   * @param heldOut whether it was a training image and was held out for validation
   * @param nearDuplicate an image that decided its split, or that it leaks into
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Content(
      Split split,
      Set<String> labels,
      int clipped,
      boolean heldOut,
      Optional<NearDuplicate> nearDuplicate) {}

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
          new Content(
              accepted.split(),
              accepted.labels(),
              accepted.clipped(),
              accepted.heldOut(),
              accepted.nearDuplicate()));
    }
    if (outcome instanceof Outcome.Duplicate duplicate) {
      return onLog(
          item,
          Kind.DUPLICATE,
          duplicate.id(),
          new Content(
              duplicate.split(), duplicate.labels(), duplicate.clipped(), false, Optional.empty()));
    }
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    return new JournalEntry(
        item,
        Kind.REJECTED,
        rejected.rejectionId(),
        Optional.empty(),
        Optional.of(rejected.reason()));
  }

  /** The accepted entry of an image that was being published when the process was killed. */
  JournalEntry asAccepted() {
    return new JournalEntry(item, Kind.ACCEPTED, id, content, reason);
  }

  private static JournalEntry onLog(int item, Kind kind, String id, Content content) {
    return new JournalEntry(item, kind, id, Optional.of(content), Optional.empty());
  }
}
