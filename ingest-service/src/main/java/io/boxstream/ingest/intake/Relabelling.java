package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.CanonicalFormat;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.Orientation;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageForm;
import io.boxstream.ingest.content.ImageReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Replaces the labels of images that are in the data set. Image, split and source stay. Of several
 * callers that have read the same version of an image, exactly one succeeds. Thread-safe.
 */
public final class Relabelling {

  private final ImageLog log;
  private final ImageReader reader;
  private final LabelRules rules;
  private final IntakeMetrics metrics;

  /**
   * @param log reads and writes the topic
   * @param reader reads the images, which are written again with their new labels
   * @param rules rules for labels
   * @param metrics counts the changes
   */
  public Relabelling(ImageLog log, ImageReader reader, LabelRules rules, IntakeMetrics metrics) {
    this.log = requireNonNull(log, "log");
    this.reader = requireNonNull(reader, "reader");
    this.rules = requireNonNull(rules, "rules");
    this.metrics = requireNonNull(metrics, "metrics");
  }

  /**
   * Replaces the labels of an image and waits until they are durable.
   *
   * @param id of the image
   * @param condition accepts the {@link CatalogImage#version} that the caller has read
   * @param labels the new labels
   * @param caller name of the person who changes them
   * @return the image with its new labels; unchanged if it had them already
   * @throws UnknownImageException if the image is not in the data set
   * @throws StaleVersionException if the condition refuses the image's version
   * @throws RejectedImageException if a label is invalid
   * @throws LogUnavailableException if Kafka does not acknowledge in time
   */
  public CatalogImage relabel(
      String id, Predicate<String> condition, Labels labels, Optional<String> caller) {
    return log.await(
        change(
            id,
            condition,
            image -> rules.check(ImageIntake.annotation(labels), canonical(image)).boxes(),
            caller));
  }

  /**
   * Changes the boxes of an image.
   *
   * @param condition accepts the version of the image
   * @param change the new boxes; the same boxes for no change
   * @return completes when the change is durable
   */
  public CompletableFuture<CatalogImage> change(
      String id,
      Predicate<String> condition,
      Function<CatalogImage, List<LabelledBox>> change,
      Optional<String> caller) {
    return log.exclusively(id, () -> changed(log.require(id, condition), change, caller))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Acknowledgement.failure(failure)));
  }

  private CompletableFuture<CatalogImage> changed(
      CatalogImage image,
      Function<CatalogImage, List<LabelledBox>> change,
      Optional<String> caller) {
    List<LabelledBox> boxes = change.apply(image);
    return image.hasBoxes(boxes)
        ? CompletableFuture.completedFuture(image)
        : publish(image, boxes, caller);
  }

  private CompletableFuture<CatalogImage> publish(
      CatalogImage image, List<LabelledBox> boxes, Optional<String> caller) {
    AnnotatedImage current =
        reader
            .event(image)
            .orElseThrow(() -> new StaleVersionException(image.id(), image.version()));
    AnnotatedImage next =
        current.relabelled(boxes, caller).replacing(image.addedAt(), log.revisions(image));
    return log.publish(next)
        .thenApply(
            none -> {
              metrics.relabelled();
              return log.find(image.id()).orElse(image);
            });
  }

  /** The image as the rules see it: upright, as all canonical images are. */
  private static CanonicalImage canonical(CatalogImage image) {
    ImageForm form = image.form();
    CanonicalFormat format =
        form.format() == ImageEncoding.JPEG ? CanonicalFormat.JPEG : CanonicalFormat.PNG;
    return new CanonicalImage(
        image.id(),
        format,
        form.width(),
        form.height(),
        new byte[0],
        Orientation.UPRIGHT,
        form.perceptualHash());
  }
}
