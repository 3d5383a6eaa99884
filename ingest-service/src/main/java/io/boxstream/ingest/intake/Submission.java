package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageSource;

/**
 * One labelled image as somebody hands it in.
 *
 * @param source how it came and the image's file name in the data set
 * @param original the image
 * @param labels the annotation's bytes, or why there are none
 * @param placement which split
 */
public record Submission(
    ImageSource source, OriginalBytes original, Labels labels, SplitAssignment placement) {

  /** Checks that everything is there. */
  public Submission {
    requireNonNull(source, "source");
    requireNonNull(original, "original");
    requireNonNull(labels, "labels");
    requireNonNull(placement, "placement");
  }
}
