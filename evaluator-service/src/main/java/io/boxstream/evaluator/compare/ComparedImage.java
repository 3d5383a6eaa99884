package io.boxstream.evaluator.compare;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.WorstImage;
import java.util.Optional;

/**
 * An image with what the checkpoint and the champion found in it.
 *
 * @param checkpoint empty if its stored results leave the image out
 * @param champion empty if its stored results leave the image out, or there are none
 * @param matching number of errors that the filter selects
 */
public record ComparedImage(
    Optional<WorstImage> checkpoint, Optional<WorstImage> champion, int matching) {

  /** Checks that there is at least one side. */
  public ComparedImage {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(champion, "champion");
    if (checkpoint.isEmpty() && champion.isEmpty()) {
      throw new IllegalArgumentException("an image without results");
    }
  }

  /** The image itself: id and size. */
  public WorstImage image() {
    return checkpoint.or(() -> champion).orElseThrow();
  }
}
