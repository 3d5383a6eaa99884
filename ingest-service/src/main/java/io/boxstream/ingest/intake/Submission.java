package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageSource;

/**
 * A labelled image as submitted by a client.
 *
 * @param source how it was sent, and the image's file name in the data set
 * @param original the image
 * @param labels the annotation's bytes, or the reason why there are none
 * @param placement how its split is determined
 */
public record Submission(
    ImageSource source, OriginalBytes original, Labels labels, SplitAssignment placement) {

  /** Validates the components. */
  public Submission {
    requireNonNull(source, "source");
    requireNonNull(original, "original");
    requireNonNull(labels, "labels");
    requireNonNull(placement, "placement");
  }
}
