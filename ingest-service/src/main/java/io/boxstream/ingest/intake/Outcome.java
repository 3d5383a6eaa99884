package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.util.Set;

/** What became of a labelled image. */
public sealed interface Outcome {

  /**
   * It is on the log, acknowledged by every in-sync replica.
   *
   * @param id of the image
   * @param split where it went; for a known image where it always was
   * @param relabelled true where an image with other labels was replaced
   * @param labels the classes of its boxes
   * @param clipped how many of its boxes were clipped at the border
   * @param heldOut true where it was to be trained on and is held out for validation
   */
  record Accepted(
      String id, Split split, boolean relabelled, Set<String> labels, int clipped, boolean heldOut)
      implements Outcome {

    /** Checks that everything is there. */
    public Accepted {
      requireNonNull(id, "id");
      requireNonNull(split, "split");
      labels = Set.copyOf(labels);
    }
  }

  /**
   * The same image with the same labels is on the log already; nothing was written.
   *
   * @param id of the image
   * @param split where it is
   * @param labels the classes of its boxes
   * @param clipped how many of its boxes were clipped at the border
   */
  record Duplicate(String id, Split split, Set<String> labels, int clipped) implements Outcome {

    /** Checks that everything is there. */
    public Duplicate {
      requireNonNull(id, "id");
      requireNonNull(split, "split");
      labels = Set.copyOf(labels);
    }
  }

  /**
   * It is in quarantine.
   *
   * @param rejectionId under which the quarantine knows it
   * @param reason what people count by
   * @param detail one sentence for a person
   */
  record Rejected(String rejectionId, RejectionReason reason, String detail) implements Outcome {

    /** Checks that everything is there. */
    public Rejected {
      requireNonNull(rejectionId, "rejectionId");
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }
  }
}
