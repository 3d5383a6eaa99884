package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.intake.Submission;
import io.boxstream.ingest.intake.UnknownImageException;
import io.boxstream.ingest.webhooks.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The images of the data set as webhooks change them. */
public final class LabelledImages {

  private final ImageCatalog catalog;
  private final ImageIntake intake;
  private final ImageLog log;
  private final Relabelling relabelling;
  private final Quarantine quarantine;

  /**
   * @param catalog finds images
   * @param intake publishes images
   * @param log removes images
   * @param relabelling changes labels
   * @param quarantine has the images that were rejected
   */
  public LabelledImages(
      ImageCatalog catalog,
      ImageIntake intake,
      ImageLog log,
      Relabelling relabelling,
      Quarantine quarantine) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.intake = requireNonNull(intake, "intake");
    this.log = requireNonNull(log, "log");
    this.relabelling = requireNonNull(relabelling, "relabelling");
    this.quarantine = requireNonNull(quarantine, "quarantine");
  }

  Outcome take(Submission submission) {
    return intake.take(submission, Batch.single());
  }

  /** Removes a rejection whose labels have been mended or withdrawn. */
  void release(String rejectionId) {
    quarantine.release(rejectionId);
  }

  /**
   * Gives an image the labels of another task that shows it.
   *
   * @param boxes JSON boxes
   * @param tool that shows it
   */
  TaskResult relabel(String imageId, String boxes, Tool tool) {
    Optional<String> before = catalog.find(imageId).map(CatalogImage::version);
    try {
      CatalogImage after =
          relabelling.relabel(
              imageId, any -> true, new Labels.Text(boxes), Optional.of(tool.code()));
      return before.equals(Optional.of(after.version()))
          ? TaskResult.unchanged(Optional.empty())
          : TaskResult.relabelled();
    } catch (UnknownImageException e) {
      return TaskResult.unchanged(Optional.of(e.getMessage()));
    } catch (RejectedImageException e) {
      return TaskResult.unchanged(
          Optional.of("the labels of another task of this image are not valid: " + e.getMessage()));
    }
  }

  /**
   * Takes labels back. The image gets the labels that it had before the first webhook; without such
   * labels it leaves the data set. An image stays as it is if its boxes were changed since, or if
   * another source gave it the same labels.
   *
   * @param geometry of the boxes that the webhook gave it
   * @param tool that takes them back
   */
  TaskResult takeBack(String imageId, Optional<String> geometry, Tool tool) {
    Optional<CatalogImage> found = catalog.find(imageId);
    if (found.isEmpty()) {
      return TaskResult.unchanged(Optional.empty());
    }
    CatalogImage image = found.get();
    if (!isFromWebhook(image.labels())) {
      return TaskResult.unchanged(
          "image "
              + imageId
              + " stays: it has labels of the source "
              + image.labels().source().kind());
    }
    if (!Optional.of(geometry(image.boxes())).equals(geometry)) {
      return TaskResult.unchanged(
          Optional.of(
              "image "
                  + imageId
                  + " stays: its boxes were changed in Boxstream; remove it with DELETE"
                  + " /v1/images/"
                  + imageId));
    }
    Optional<LabelRevision> earlier =
        catalog.history(image).stream().filter(revision -> !isFromWebhook(revision)).findFirst();
    if (earlier.isPresent()) {
      CatalogImage unused =
          log.await(
              relabelling.change(
                  imageId,
                  image.version()::equals,
                  known -> earlier.get().boxes(),
                  earlier.get().caller()));
      return TaskResult.relabelled();
    }
    try {
      log.remove(imageId, image.version()::equals, Optional.of(tool.code()));
    } catch (UnknownImageException e) {
      return TaskResult.unchanged(Optional.empty());
    }
    return TaskResult.removed();
  }

  /** Fingerprint of the boxes of an image without their classes, which a rename may change. */
  Optional<String> geometry(String imageId) {
    return catalog.find(imageId).map(image -> geometry(image.boxes()));
  }

  private static String geometry(List<LabelledBox> boxes) {
    String corners =
        boxes.stream()
            .map(box -> box.xMin() + " " + box.yMin() + " " + box.xMax() + " " + box.yMax())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Sha256.of(corners.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isFromWebhook(LabelRevision revision) {
    return Stream.of(Tool.values())
        .anyMatch(tool -> tool.sourceKind().equals(revision.source().kind()));
  }
}
