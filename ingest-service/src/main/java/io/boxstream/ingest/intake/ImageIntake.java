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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes one labelled image in: onto the log, or into quarantine. {@link #take} returns when it is
 * safe there; {@link #begin} returns when the image has been looked at, so that the next one can be
 * while the log has not acknowledged this one yet.
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
   * @throws LogUnavailableException where the log does not acknowledge in time
   */
  public Outcome take(Submission submission, Batch batch) {
    return metrics.counted(() -> log.await(judged(submission, batch, Runnable::run)));
  }

  /**
   * Takes a submission in, but leaves the quarantine as it is: for what lies there already.
   *
   * @throws RejectedImageException where it does not fit
   */
  public Outcome retake(Submission submission) {
    return metrics.counted(
        () ->
            log.await(
                takeImage(
                    submission, canonical(submission.original()), Batch.single(), Runnable::run)));
  }

  /**
   * Begins to take a submission in. The image is decoded and its labels are checked in the calling
   * thread; the result completes when it is safe on the log or in quarantine. The log's time to
   * acknowledge is the producer's, not that of {@link #take}.
   *
   * @param batch what the submission is part of
   * @param blocking runs what waits for the object store
   */
  public CompletableFuture<Outcome> begin(Submission submission, Batch batch, Executor blocking) {
    return metrics
        .countedLater(() -> judged(submission, batch, blocking))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Acknowledgement.failure(failure)));
  }

  private CompletableFuture<Outcome> judged(Submission submission, Batch batch, Executor blocking) {
    CanonicalImage image;
    try {
      image = canonical(submission.original());
    } catch (RejectedImageException refusal) {
      return rejected(submission, Optional.empty(), refusal, blocking);
    }
    String id = image.id();
    return takeImage(submission, image, batch, blocking)
        .exceptionallyCompose(
            failure ->
                refusal(Acknowledgement.failure(failure))
                    .map(refusal -> rejected(submission, Optional.of(id), refusal, blocking))
                    .orElseGet(() -> CompletableFuture.failedFuture(failure)));
  }

  /** What a failure says of the image itself; empty where it says nothing. */
  private static Optional<RejectedImageException> refusal(RuntimeException failure) {
    if (failure instanceof RecordTooLargeForTopicException) {
      return Optional.of(
          new RejectedImageException(
              RejectionReason.IMAGE_TOO_LARGE,
              "the image and its labels are larger than a record of the log may be"));
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

  /** Decides on an image that nobody else works on. */
  private CompletableFuture<Outcome> place(
      Submission submission, CanonicalImage image, CheckedBoxes boxes, Batch batch) {
    Optional<CatalogEntry> known = log.find(image.id());
    return known.isPresent()
        ? takeKnown(submission, image, boxes, batch, known.get())
        : takeNew(submission, image, boxes, batch);
  }

  private CompletableFuture<Outcome> takeKnown(
      Submission submission,
      CanonicalImage image,
      CheckedBoxes boxes,
      Batch batch,
      CatalogEntry known) {
    String id = image.id();
    Split split = known.split();
    Set<String> labels = labels(boxes);
    int clipped = boxes.clipped();
    if (known.equals(CatalogEntry.of(split, boxes.boxes()))) {
      batch.add(id);
      return CompletableFuture.completedFuture(new Outcome.Duplicate(id, split, labels, clipped));
    }
    if (batch.holds(id)) {
      throw new RejectedImageException(
          RejectionReason.CONFLICTING_ANNOTATION,
          "the same image is in this data set twice, with different labels; remove one of the two");
    }
    return publish(event(submission.source(), image, split, boxes), batch)
        .thenApply(acknowledged -> new Outcome.Accepted(id, split, true, labels, clipped, false));
  }

  private CompletableFuture<Outcome> takeNew(
      Submission submission, CanonicalImage image, CheckedBoxes boxes, Batch batch) {
    String id = image.id();
    Split split = log.allocate(id, submission.placement());
    boolean heldOut = submission.placement().holdsOut(split);
    ImageSource source = heldOut ? submission.source().heldOut() : submission.source();
    Set<String> labels = labels(boxes);
    int clipped = boxes.clipped();
    CompletableFuture<Void> published;
    try {
      published = publish(event(source, image, split, boxes), batch);
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
            acknowledged -> new Outcome.Accepted(id, split, false, labels, clipped, heldOut));
  }

  private CompletableFuture<Void> publish(AnnotatedImage event, Batch batch) {
    String id = event.id();
    batch.publishing(id);
    return log.publish(event, CatalogEntry.of(event)).thenRun(() -> batch.add(id));
  }

  private static Set<String> labels(CheckedBoxes boxes) {
    return boxes.boxes().stream().map(LabelledBox::label).collect(Collectors.toSet());
  }

  private CompletableFuture<Outcome> rejected(
      Submission submission,
      Optional<String> imageId,
      RejectedImageException refusal,
      Executor blocking) {
    return later(blocking, () -> quarantine.keep(submission, imageId, refusal))
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
