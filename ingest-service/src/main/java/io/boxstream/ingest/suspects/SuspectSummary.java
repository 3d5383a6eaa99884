package io.boxstream.ingest.suspects;

import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.Map;

/**
 * How much of the data set looks wrong.
 *
 * @param total number of suspects that nobody has dismissed
 * @param reasons the same by reason; a suspect with several counts for each
 * @param dismissed number of dismissed suspects
 * @param leaks images of validation and test that are nearly the same as one of training, dismissed
 *     or not
 * @param unchecked number of images that wait for a check
 * @param withoutHash images whose record has no perceptual hash, because an earlier version wrote
 *     it; their near-duplicates are not found
 */
public record SuspectSummary(
    long total,
    Map<SuspectReason, Long> reasons,
    long dismissed,
    Map<Split, Leak> leaks,
    long unchecked,
    long withoutHash) {

  /**
   * How much of a split is also in training.
   *
   * @param images of the split
   * @param leaked those of them that are nearly the same as an image of training
   */
  public record Leak(long images, long leaked) {}
}
