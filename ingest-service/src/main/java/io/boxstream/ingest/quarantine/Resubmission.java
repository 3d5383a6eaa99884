package io.boxstream.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.StoredBytes;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import java.util.Optional;

/**
 * Resubmits a rejected image with the sender's corrections. If it is accepted, its rejection is
 * removed; otherwise the rejection stays unchanged.
 */
public final class Resubmission {

  private final RejectionCatalog rejections;
  private final Blobs blobs;
  private final ImageIntake intake;
  private final Quarantine quarantine;
  private final int largestImage;

  /**
   * @param rejections index of the rejections
   * @param blobs store of the original bytes
   * @param intake ingests images
   * @param quarantine removes rejections of accepted images
   * @param largestImage maximum size in bytes of an image in memory
   */
  public Resubmission(
      RejectionCatalog rejections,
      Blobs blobs,
      ImageIntake intake,
      Quarantine quarantine,
      int largestImage) {
    this.rejections = requireNonNull(rejections, "rejections");
    this.blobs = requireNonNull(blobs, "blobs");
    this.intake = requireNonNull(intake, "intake");
    this.quarantine = requireNonNull(quarantine, "quarantine");
    this.largestImage = largestImage;
  }

  /**
   * The sender's corrections. Empty components keep the original value.
   *
   * @param image another image
   * @param annotation another annotation
   * @param split another split
   */
  public record Correction(
      Optional<OriginalBytes> image, Optional<byte[]> annotation, Optional<Split> split) {

    /** No corrections, for example after a change of the rules or the accepted classes. */
    public static final Correction NONE =
        new Correction(Optional.empty(), Optional.empty(), Optional.empty());

    /** Validates the components. */
    public Correction {
      requireNonNull(image, "image");
      requireNonNull(annotation, "annotation");
      requireNonNull(split, "split");
    }
  }

  /**
   * Resubmits a rejected image.
   *
   * @return empty if the rejection does not exist
   * @throws io.boxstream.ingest.intake.RejectedImageException if it is rejected again
   */
  public Optional<Outcome> resubmit(
      String rejectionId, Correction correction, Optional<String> caller) {
    return rejections.find(rejectionId).map(rejection -> resubmit(rejection, correction, caller));
  }

  private Outcome resubmit(
      RejectedImage rejection, Correction correction, Optional<String> caller) {
    OriginalBytes original = correction.image().orElseGet(() -> original(rejection));
    Labels labels =
        correction.annotation().<Labels>map(Labels.Given::new).orElseGet(() -> labels(rejection));
    SplitAssignment placement =
        correction
            .split()
            .or(rejection::split)
            .<SplitAssignment>map(SplitAssignment.Fixed::new)
            .orElseGet(SplitAssignment.ByIdentity::new);
    Outcome outcome =
        intake.retake(new Submission(rejection.source(), original, labels, placement, caller));
    quarantine.release(rejection.id());
    return outcome;
  }

  private OriginalBytes original(RejectedImage rejection) {
    if (rejection.original().isEmpty()) {
      return new OriginalBytes.Absent(
          RejectionReason.MISSING_IMAGE, "the quarantine has no image: send one");
    }
    StoredBytes stored = rejection.original().get();
    if (stored.size() > largestImage) {
      return new OriginalBytes.Absent(
          RejectionReason.IMAGE_TOO_LARGE,
          "the image has " + stored.size() + " bytes, more than " + largestImage);
    }
    return new OriginalBytes.InMemory(
        blobs.read(blobs.quarantined(stored.sha256(), stored.size())));
  }

  private static Labels labels(RejectedImage rejection) {
    return rejection
        .annotation()
        .<Labels>map(Labels.Text::new)
        .orElseGet(
            () ->
                new Labels.Absent(
                    RejectionReason.MISSING_ANNOTATION,
                    "the quarantine has no annotation: send one"));
  }
}
