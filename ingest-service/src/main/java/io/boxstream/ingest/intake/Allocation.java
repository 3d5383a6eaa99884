package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import java.util.Optional;

/**
 * The split of a new image.
 *
 * @param split where it goes
 * @param nearDuplicate the image that it looks nearly the same as, if that matters for the split
 */
record Allocation(Split split, Optional<NearDuplicate> nearDuplicate) {

  Allocation {
    requireNonNull(split, "split");
    requireNonNull(nearDuplicate, "nearDuplicate");
  }
}
