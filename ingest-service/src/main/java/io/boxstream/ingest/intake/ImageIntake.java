package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.TruncatedImageException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.voc.Annotation;
import io.boxstream.images.voc.MalformedAnnotationException;
import io.boxstream.ingest.annotation.AnnotationReader;
import io.boxstream.ingest.catalog.CatalogEntry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes one labelled image in: onto the log, or into quarantine. Returns when it is safe there.
 *
 * <p>The identity of an image is the hash of its canonical bytes. The same image with the same
 * labels again is a duplicate and writes nothing; with other labels it replaces what was there and
 * keeps its split, because an image that has trained a model must never come to test one. Within
 * one batch (an archive) nothing says which of two sets of labels is the newer: there the second
 * one is refused.
 *
 * <p>Failures of the log or the store pass through ({@link LogUnavailableException}, {@link
 * io.boxstream.artifacts.store.StoreUnavailableException}): the caller tries again. Safe for
 * several threads.
 */
public final class ImageIntake {

  private final CanonicalImages images;
  private final LabelRules rules;
  private final ImageLog log;
  private final ContentPlacement contents;
  private final Quarantine quarantine;
  private final IntakeMetrics metrics;

  /**
   * @param images makes images canonical
   * @param rules which labels fit
   * @param log where good images go
   * @param contents how images travel
   * @param quarantine where the others go
   * @param metrics counts
   */
  public ImageIntake(
      CanonicalImages images,
      LabelRules rules,
      ImageLog log,
      ContentPlacement contents,
      Quarantine quarantine,
      IntakeMetrics metrics) {
    this.images = requireNonNull(images, "images");
    this.rules = requireNonNull(rules, "rules");
    this.log = requireNonNull(log, "log");
    this.contents = requireNonNull(contents, "contents");
    this.quarantine = requireNonNull(quarantine, "quarantine");
    this.metrics = requireNonNull(metrics, "metrics");
  }

  /** Whether an image of this split is on the log. */
  public boolean has(Split split) {
    return log.has(split);
  }

  /**
   * Takes a submission in.
   *
   * @param batch what the submission is part of
   */
  public Outcome take(Submission submission, Batch batch) {
    return metrics.counted(() -> judged(submission, batch));
  }

  /**
   * Takes a submission in, but leaves the quarantine as it is: for what lies there already.
   *
   * @throws RejectedImageException where it does not fit
   */
  public Outcome retake(Submission submission) {
    return metrics.counted(
        () -> takeImage(submission, canonical(submission.original()), Batch.single()));
  }

  private Outcome judged(Submission submission, Batch batch) {
    CanonicalImage image;
    try {
      image = canonical(submission.original());
    } catch (RejectedImageException refusal) {
      return rejected(submission, Optional.empty(), refusal);
    }
    try {
      return takeImage(submission, image, batch);
    } catch (RejectedImageException refusal) {
      return rejected(submission, Optional.of(image.id()), refusal);
    }
  }

  private Outcome takeImage(Submission submission, CanonicalImage image, Batch batch) {
    submission.placement().check();
    CheckedBoxes boxes = rules.check(annotation(submission.labels()), image);
    return log.exclusively(
        image.id(),
        () -> {
          Optional<CatalogEntry> known = log.find(image.id());
          return known.isPresent()
              ? takeKnown(submission, image, boxes, batch, known.get())
              : takeNew(submission, image, boxes, batch);
        });
  }

  private Outcome takeKnown(
      Submission submission,
      CanonicalImage image,
      CheckedBoxes boxes,
      Batch batch,
      CatalogEntry known) {
    CatalogEntry entry = CatalogEntry.of(known.split(), boxes.boxes());
    if (known.equals(entry)) {
      batch.add(image.id());
      return new Outcome.Duplicate(image.id(), known.split(), labels(boxes), boxes.clipped());
    }
    if (batch.holds(image.id())) {
      throw new RejectedImageException(
          RejectionReason.CONFLICTING_ANNOTATION,
          "the same image is in this data set twice, with different labels; remove one of the two");
    }
    publish(event(submission.source(), image, known.split(), boxes), batch);
    return new Outcome.Accepted(
        image.id(), known.split(), true, labels(boxes), boxes.clipped(), false);
  }

  private Outcome takeNew(
      Submission submission, CanonicalImage image, CheckedBoxes boxes, Batch batch) {
    Split split = log.allocate(image.id(), submission.placement());
    try {
      boolean heldOut = submission.placement().holdsOut(split);
      ImageSource source = heldOut ? submission.source().heldOut() : submission.source();
      publish(event(source, image, split, boxes), batch);
      return new Outcome.Accepted(
          image.id(), split, false, labels(boxes), boxes.clipped(), heldOut);
    } catch (RuntimeException failure) {
      log.abandon(image.id());
      throw failure;
    }
  }

  private void publish(AnnotatedImage event, Batch batch) {
    batch.publishing(event.id());
    log.publish(event, CatalogEntry.of(event));
    batch.add(event.id());
  }

  private static Set<String> labels(CheckedBoxes boxes) {
    return boxes.boxes().stream().map(LabelledBox::label).collect(Collectors.toSet());
  }

  private Outcome rejected(
      Submission submission, Optional<String> imageId, RejectedImageException refusal) {
    String id = quarantine.keep(submission, imageId, refusal);
    return new Outcome.Rejected(id, refusal.reason(), refusal.getMessage());
  }

  private CanonicalImage canonical(OriginalBytes original) {
    try {
      return metrics.canonicalizing(() -> images.canonicalize(original.bytes()));
    } catch (UnreadableImageException e) {
      throw new RejectedImageException(reasonOf(e), e.getMessage());
    }
  }

  private static RejectionReason reasonOf(UnreadableImageException e) {
    if (e instanceof NotAnImageException) {
      return RejectionReason.NOT_AN_IMAGE;
    }
    if (e instanceof ImageTooLargeException) {
      return RejectionReason.IMAGE_TOO_LARGE;
    }
    return e instanceof TruncatedImageException
        ? RejectionReason.TRUNCATED_IMAGE
        : RejectionReason.UNSUPPORTED_IMAGE;
  }

  private static Annotation annotation(Labels labels) {
    String text = labels.text();
    try {
      return AnnotationReader.read(text);
    } catch (MalformedAnnotationException e) {
      throw new RejectedImageException(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
    }
  }

  private AnnotatedImage event(
      ImageSource source, CanonicalImage image, Split split, CheckedBoxes boxes) {
    ImageEncoding format =
        switch (image.format()) {
          case JPEG -> ImageEncoding.JPEG;
          case PNG -> ImageEncoding.PNG;
        };
    return new AnnotatedImage(
        image.id(),
        format,
        image.width(),
        image.height(),
        split,
        boxes.boxes(),
        contents.of(image),
        source);
  }
}
