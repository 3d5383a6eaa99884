package io.boxstream.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
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
 * Takes a rejected image in again, with what its sender mended. Success takes it off the list of
 * rejections; failure leaves it there as it was.
 */
public final class Resubmission {

  private final RejectionCatalog rejections;
  private final Blobs blobs;
  private final ImageIntake intake;
  private final Quarantine quarantine;
  private final int largestImage;

  /**
   * @param rejections what is in quarantine
   * @param blobs where the original bytes are
   * @param intake takes images in
   * @param quarantine releases what was taken in
   * @param largestImage bytes that are taken into memory
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
   * What the sender mended; what is empty stays as it was.
   *
   * @param image another image
   * @param annotation another annotation
   * @param split where the image goes
   */
  public record Correction(
      Optional<OriginalBytes> image, Optional<byte[]> annotation, Optional<Split> split) {

    /** Nothing is mended: the rules or the classes have changed since. */
    public static final Correction NONE =
        new Correction(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that everything is there. */
    public Correction {
      requireNonNull(image, "image");
      requireNonNull(annotation, "annotation");
      requireNonNull(split, "split");
    }
  }

  /**
   * Takes a rejected image in again.
   *
   * @return empty where there is no such rejection
   * @throws io.boxstream.ingest.intake.RejectedImageException where it is still not right
   */
  public Optional<Outcome> resubmit(String rejectionId, Correction correction) {
    return rejections.find(rejectionId).map(rejection -> resubmit(rejection, correction));
  }

  private Outcome resubmit(RejectedImage rejection, Correction correction) {
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
        intake.retake(new Submission(rejection.source(), original, labels, placement));
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
        blobs.read(new BlobReference(stored.sha256(), stored.size())));
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
