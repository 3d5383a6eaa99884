package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.util.Optional;

/** Which split an image goes to. */
public sealed interface SplitAssignment {

  /**
   * The split of an image that is new on the log.
   *
   * @throws RejectedImageException where it belongs nowhere
   */
  Split splitOf(String id);

  /** The split that was asked for; empty where the image's identity decides. */
  default Optional<Split> wanted() {
    return Optional.empty();
  }

  /** By the image's identity. */
  record ByIdentity() implements SplitAssignment {
    @Override
    public Split splitOf(String id) {
      return SplitRule.of(id);
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
    public Split splitOf(String id) {
      return split;
    }

    @Override
    public Optional<Split> wanted() {
      return Optional.of(split);
    }
  }

  /** The data set has lists, and this image is in none of them. */
  record Nowhere() implements SplitAssignment {
    @Override
    public Split splitOf(String id) {
      throw new RejectedImageException(
          RejectionReason.NOT_LISTED, "the data set has lists, and none of them names this image");
    }
  }
}
