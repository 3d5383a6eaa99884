package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.util.Optional;
import java.util.Set;

/** The result of the intake of a labelled image. */
public sealed interface Outcome {

  /**
   * The image was published and acknowledged by every in-sync replica.
   *
   * @param id of the image
   * @param split the image's split; unchanged for a known image
   * @param relabelled true if the labels of a known image were replaced
   * @param labels the classes of its boxes
   * @param clipped how many of its boxes were clipped at the border
   * @param heldOut true if it was a training image and was held out for validation
   * @param nearDuplicate an image that it looks nearly the same as: one whose split it was put
   *     into, or one of another split that it leaks into; empty if there is none
   */
  record Accepted(
      String id,
      Split split,
      boolean relabelled,
      Set<String> labels,
      int clipped,
      boolean heldOut,
      Optional<NearDuplicate> nearDuplicate)
      implements Outcome {

    /** An image that looks like no other. */
    public Accepted(
        String id,
        Split split,
        boolean relabelled,
        Set<String> labels,
        int clipped,
        boolean heldOut) {
      this(id, split, relabelled, labels, clipped, heldOut, Optional.empty());
    }

    /** Validates the components. */
    public Accepted {
      requireNonNull(id, "id");
      requireNonNull(split, "split");
      labels = Set.copyOf(labels);
      requireNonNull(nearDuplicate, "nearDuplicate");
    }
  }

  /**
   * The image is already known with the same labels; nothing was written.
   *
   * @param id of the image
   * @param split the image's split
   * @param labels the classes of its boxes
   * @param clipped how many of its boxes were clipped at the border
   */
  record Duplicate(String id, Split split, Set<String> labels, int clipped) implements Outcome {

    /** Validates the components. */
    public Duplicate {
      requireNonNull(id, "id");
      requireNonNull(split, "split");
      labels = Set.copyOf(labels);
    }
  }

  /**
   * The image is in quarantine.
   *
   * @param rejectionId id of the rejection
   * @param reason the reason for the rejection
   * @param detail one human-readable sentence
   */
  record Rejected(String rejectionId, RejectionReason reason, String detail) implements Outcome {

    /** Validates the components. */
    public Rejected {
      requireNonNull(rejectionId, "rejectionId");
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }
  }
}
