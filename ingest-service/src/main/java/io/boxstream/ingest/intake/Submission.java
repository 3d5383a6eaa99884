package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageSource;
import java.util.Optional;

/**
 * A labelled image as submitted by a client.
 *
 * @param source how it was sent, and the image's file name in the data set
 * @param original the image
 * @param labels the annotation's bytes, or the reason why there are none
 * @param placement how its split is determined
 * @param caller who labelled it or sent the labels; empty if unknown
 * @param onlyOfItsSource whether it must not change the labels of an image of another source
 */
public record Submission(
    ImageSource source,
    OriginalBytes original,
    Labels labels,
    SplitAssignment placement,
    Optional<String> caller,
    boolean onlyOfItsSource) {

  /** Validates the components. */
  public Submission {
    requireNonNull(source, "source");
    requireNonNull(original, "original");
    requireNonNull(labels, "labels");
    requireNonNull(placement, "placement");
    requireNonNull(caller, "caller");
  }

  /** A submission of someone who may change images of every source. */
  public Submission(
      ImageSource source,
      OriginalBytes original,
      Labels labels,
      SplitAssignment placement,
      Optional<String> caller) {
    this(source, original, labels, placement, caller, false);
  }

  /** A submission of nobody in particular. */
  public Submission(
      ImageSource source, OriginalBytes original, Labels labels, SplitAssignment placement) {
    this(source, original, labels, placement, Optional.empty());
  }
}
