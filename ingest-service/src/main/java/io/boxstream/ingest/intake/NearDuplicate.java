package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;

/**
 * An image of the data set that a new image looks nearly the same as.
 *
 * @param id of the image of the data set
 * @param split its split
 * @param distance bits of 64 in which the perceptual hashes differ
 * @param joined true if the new image was put into this split because of it
 */
public record NearDuplicate(String id, Split split, int distance, boolean joined) {

  /** Validates the components. */
  public NearDuplicate {
    requireNonNull(id, "id");
    requireNonNull(split, "split");
  }

  /** Whether training and what is tested have it in common when the new image is in this split. */
  boolean leaksInto(Split other) {
    return split != other && (split == Split.TRAIN || other == Split.TRAIN);
  }
}
