package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which split an image goes to. */
public sealed interface SplitAssignment {

  /**
   * Checks that the image belongs somewhere.
   *
   * @throws RejectedImageException where it does not
   */
  default void check() {
    // all but one do
  }

  /**
   * The splits that the image may go to: one is an order, several leave it to the image's id and to
   * what is on the log.
   */
  Set<Split> allowed();

  /** The split that was asked for; empty where the image's identity decides. */
  default Optional<Split> wanted() {
    return Optional.empty();
  }

  /** Whether an image in this split was taken out of training to validate. */
  default boolean holdsOut(Split split) {
    return false;
  }

  /** By the image's identity. */
  record ByIdentity() implements SplitAssignment {
    @Override
    public Set<Split> allowed() {
      return EnumSet.allOf(Split.class);
    }
  }

  /**
   * As the data set or the sender says.
   *
   * @param split that one
   */
  record Fixed(Split split) implements SplitAssignment {

    /** Checks that there is one. */
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
   * The data set says training and has no validation images: some of these images, chosen by id,
   * are held out for validation.
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

  /** The data set has lists, and this image is in none of them. */
  record Nowhere() implements SplitAssignment {
    @Override
    public void check() {
      throw new RejectedImageException(
          RejectionReason.NOT_LISTED,
          "the data set has lists and none of them names this image; add it to train.txt, val.txt"
              + " or test.txt");
    }

    @Override
    public Set<Split> allowed() {
      return Set.of();
    }
  }
}
