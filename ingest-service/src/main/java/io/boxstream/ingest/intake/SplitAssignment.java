package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How the split of an image is determined. */
public sealed interface SplitAssignment {

  /**
   * Checks that the image belongs to a split.
   *
   * @throws RejectedImageException if it belongs to none
   */
  default void check() {
    // only Nowhere throws
  }

  /**
   * The allowed splits. A single split is mandatory; among several, the image's id and the
   * published images decide.
   */
  Set<Split> allowed();

  /** The requested split; empty if the image's id decides. */
  default Optional<Split> wanted() {
    return Optional.empty();
  }

  /** Whether an image in this split is held out from training for validation. */
  default boolean holdsOut(Split split) {
    return false;
  }

  /** The image's id decides. */
  record ByIdentity() implements SplitAssignment {
    @Override
    public Set<Split> allowed() {
      return EnumSet.allOf(Split.class);
    }
  }

  /**
   * The split is set by the data set or the sender.
   *
   * @param split the split
   */
  record Fixed(Split split) implements SplitAssignment {

    /** Validates the components. */
    public Fixed {
      requireNonNull(split, "split");
    }

    @Override
    public Set<Split> allowed() {
      return EnumSet.of(split);
    }

    @Override
    public Optional<Split> wanted() {
      return Optional.of(split);
    }
  }

  /**
   * The image is in the training list of a data set without validation images. Some of these
   * images, chosen by id, are held out for validation.
   */
  record TrainWithHoldOut() implements SplitAssignment {
    @Override
    public Set<Split> allowed() {
      return EnumSet.of(Split.TRAIN, Split.VAL);
    }

    @Override
    public Optional<Split> wanted() {
      return Optional.of(Split.TRAIN);
    }

    @Override
    public boolean holdsOut(Split split) {
      return split == Split.VAL;
    }
  }

  /** The data set has image lists, and this image is in none of them. */
  record Nowhere() implements SplitAssignment {
    @Override
    public void check() {
      throw new RejectedImageException(
          RejectionReason.NOT_LISTED,
          "the data set has lists of its splits, and none of them names this image; add it to one"
              + " (train, val or test)");
    }

    @Override
    public Set<Split> allowed() {
      return Set.of();
    }
  }
}
