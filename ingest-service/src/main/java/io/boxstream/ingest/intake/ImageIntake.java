package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RecordTooLargeForTopicException;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.PerceptualHash;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.ingest.annotation.AnnotationReader;
import io.boxstream.ingest.catalog.CatalogImage;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Publishes a labelled image or puts it into quarantine. {@link #take} returns when the result is
 * durable. {@link #begin} returns when the image has been checked, so that the next image can be
 * checked before this one is acknowledged.
 *
 * <p>The identity of an image is the hash of its canonical bytes. A known image with the same
 * labels is a duplicate, and nothing is written. With different labels it replaces the previous
 * labels and keeps its split, because an image that was used for training must never be used for
 * testing. A new image that looks nearly the same as a known one goes into its split, unless a
 * split is named for it. Within one batch (an archive) the order of two sets of labels is
 * undefined, so the second one is rejected.
 *
 * <p>Failures of Kafka or the object store are rethrown ({@link LogUnavailableException}, {@link
 * io.boxstream.artifacts.store.StoreUnavailableException}), and the caller retries. Safe for
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
   * @param images reads images
   * @param rules rules for labels
   * @param log receives accepted images
   * @param contents decides where image bytes are stored
   * @param quarantine receives rejected images
   * @param metrics counts the outcomes
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

  /** Whether the data set has an image in this split. */
  public boolean has(Split split) {
    return log.has(split);
  }

  /**
   * Ingests a submission and waits until the result is durable.
   *
   * @param batch what the submission is part of
   * @throws LogUnavailableException if Kafka does not acknowledge in time
   */
  public Outcome take(Submission submission, Batch batch) {
    return metrics.counted(() -> log.await(takeOrReject(submission, batch, Runnable::run)));
  }

  /**
   * Ingests a submission that is already in quarantine, without changing the quarantine.
   *
   * @throws RejectedImageException if it is rejected again
   */
  public Outcome retake(Submission submission) {
    return metrics.counted(
        () ->
            log.await(
                takeImage(
                    submission, canonical(submission.original()), Batch.single(), Runnable::run)));
  }

  /**
   * Starts to ingest a submission. The image is decoded and its labels are checked in the calling
   * thread. The result completes when it is durable on the topic or in quarantine. The timeout for
   * the acknowledgement is the producer's, not that of {@link #take}.
   *
   * @param batch what the submission is part of
   * @param blocking runs work that waits for the object store
   */
  public CompletableFuture<Outcome> begin(Submission submission, Batch batch, Executor blocking) {
    return metrics
        .countedLater(() -> takeOrReject(submission, batch, blocking))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Acknowledgement.failure(failure)));
  }

  private CompletableFuture<Outcome> takeOrReject(
      Submission submission, Batch batch, Executor blocking) {
    CanonicalImage image;
    try {
      image = canonical(submission.original());
    } catch (RejectedImageException refusal) {
      return rejected(submission, Optional.empty(), batch, refusal, blocking);
    }
    String id = image.id();
    return takeImage(submission, image, batch, blocking)
        .exceptionallyCompose(
            failure ->
                refusal(Acknowledgement.failure(failure))
                    .map(refusal -> rejected(submission, Optional.of(id), batch, refusal, blocking))
                    .orElseGet(() -> CompletableFuture.failedFuture(failure)));
  }

  /** The rejection that a failure implies; empty if the failure is not caused by the image. */
  private static Optional<RejectedImageException> refusal(RuntimeException failure) {
    if (failure instanceof RecordTooLargeForTopicException) {
      return Optional.of(
          new RejectedImageException(
              RejectionReason.IMAGE_TOO_LARGE,
              "the image and its labels exceed the maximum size of a Kafka record"));
    }
    return failure instanceof RejectedImageException refusal
        ? Optional.of(refusal)
        : Optional.empty();
  }

  private CompletableFuture<Outcome> takeImage(
      Submission submission, CanonicalImage image, Batch batch, Executor blocking) {
    CheckedBoxes boxes;
    try {
      submission.placement().check();
      boxes = rules.check(annotation(submission.labels()), image);
    } catch (RejectedImageException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
    Executor placing = contents.isInline(image) ? Runnable::run : blocking;
    return later(
        placing, () -> log.exclusively(image.id(), () -> place(submission, image, boxes, batch)));
  }

  /** Handles an image that no other thread is processing. */
  private CompletableFuture<Outcome> place(
      Submission submission, CanonicalImage image, CheckedBoxes boxes, Batch batch) {
    Optional<CatalogImage> known = log.find(image.id());
    return known.isPresent()
        ? takeKnown(submission, image, boxes, batch, known.get())
        : takeNew(submission, image, boxes, batch);
  }

  private CompletableFuture<Outcome> takeKnown(
      Submission submission,
      CanonicalImage image,
      CheckedBoxes boxes,
      Batch batch,
      CatalogImage known) {
    String id = image.id();
    Split split = known.split();
    Set<String> labels = labels(boxes);
    int clipped = boxes.clipped();
    if (known.hasBoxes(boxes.boxes())) {
      if (!contents.isKept(image)) {
        // Those who read the record could not fetch it: they get a new one.
        return replace(submission, image, boxes, batch, known);
      }
      batch.add(id);
      return CompletableFuture.completedFuture(new Outcome.Duplicate(id, split, labels, clipped));
    }
    if (batch.holds(id)) {
      throw new RejectedImageException(
          RejectionReason.CONFLICTING_ANNOTATION,
          "the same image is in this data set twice, with different labels; remove one of the two");
    }
    String kind = known.labels().source().kind();
    if (submission.onlyOfItsSource() && !kind.equals(submission.source().kind())) {
      throw new RejectedImageException(
          RejectionReason.CONFLICTING_ANNOTATION,
          "the image is in the data set already, with other labels, from the source %s; the key is for the source %s only"
              .formatted(kind, submission.source().kind()));
    }
    return replace(submission, image, boxes, batch, known);
  }

  private CompletableFuture<Outcome> replace(
      Submission submission,
      CanonicalImage image,
      CheckedBoxes boxes,
      Batch batch,
      CatalogImage known) {
    Split split = known.split();
    AnnotatedImage event =
        event(submission.source(), image, split, boxes).labelledBy(submission.caller());
    AnnotatedImage first =
        known
            .form()
            .perceptualHash()
            .map(hash -> event.withPerceptualHash(hash.toString()))
            .orElse(event);
    return publish(first.replacing(known.addedAt(), log.revisions(known)), batch)
        .thenApply(
            acknowledged ->
                new Outcome.Accepted(
                    image.id(), split, true, labels(boxes), boxes.clipped(), false));
  }

  private CompletableFuture<Outcome> takeNew(
      Submission submission, CanonicalImage image, CheckedBoxes boxes, Batch batch) {
    String id = image.id();
    PerceptualHash hash =
        image.perceptualHash().orElseGet(() -> metrics.hashing(() -> images.hash(image)));
    Allocation allocation = log.allocate(id, hash, submission.placement());
    Split split = allocation.split();
    boolean heldOut = submission.placement().holdsOut(split);
    ImageSource source = heldOut ? submission.source().heldOut() : submission.source();
    Set<String> labels = labels(boxes);
    int clipped = boxes.clipped();
    CompletableFuture<Void> published;
    try {
      AnnotatedImage event = event(source, image, split, boxes).labelledBy(submission.caller());
      published = publish(event.withPerceptualHash(hash.toString()), batch);
    } catch (RuntimeException failure) {
      published = CompletableFuture.failedFuture(failure);
    }
    return published
        .whenComplete(
            (acknowledged, failure) -> {
              if (failure != null) {
                log.abandon(id);
              }
            })
        .thenApply(
            acknowledged ->
                new Outcome.Accepted(
                    id, split, false, labels, clipped, heldOut, allocation.nearDuplicate()));
  }

  private CompletableFuture<Void> publish(AnnotatedImage event, Batch batch) {
    String id = event.id();
    batch.publishing(id);
    return log.publish(event).thenRun(() -> batch.add(id));
  }

  private static Set<String> labels(CheckedBoxes boxes) {
    return boxes.boxes().stream().map(LabelledBox::label).collect(Collectors.toSet());
  }

  private CompletableFuture<Outcome> rejected(
      Submission submission,
      Optional<String> imageId,
      Batch batch,
      RejectedImageException refusal,
      Executor blocking) {
    return later(blocking, () -> quarantine.keep(submission, imageId, batch.importId(), refusal))
        .thenApply(id -> new Outcome.Rejected(id, refusal.reason(), refusal.getMessage()));
  }

  private static <T> CompletableFuture<T> later(
      Executor executor, Supplier<CompletableFuture<T>> work) {
    return CompletableFuture.supplyAsync(work, executor).thenCompose(Function.identity());
  }

  private CanonicalImage canonical(OriginalBytes original) {
    try {
      return metrics.canonicalizing(() -> images.canonicalize(original.bytes()));
    } catch (UnreadableImageException e) {
      throw RejectedImageException.of(e);
    }
  }

  /**
   * Reads labels.
   *
   * @throws RejectedImageException if there are none or they are not an annotation
   */
  static Annotation annotation(Labels labels) {
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
