package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.PictureEncoding;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.annotation.Annotation;
import io.boxstream.ingest.annotation.AnnotationReader;
import io.boxstream.ingest.annotation.MalformedAnnotationException;
import io.boxstream.ingest.catalog.CatalogEntry;
import io.boxstream.pictures.CanonicalPicture;
import io.boxstream.pictures.CanonicalPictures;
import io.boxstream.pictures.NotAPictureException;
import io.boxstream.pictures.PictureTooLargeException;
import io.boxstream.pictures.TruncatedPictureException;
import io.boxstream.pictures.UnreadablePictureException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes one labelled picture in: onto the log, or into quarantine. Returns when it is safe there.
 *
 * <p>The identity of a picture is the hash of its canonical bytes. The same picture with the same
 * labels again is a duplicate and writes nothing; with other labels it replaces what was there and
 * keeps its split, because a picture that has trained a model must never come to test one. Within
 * one batch (an archive) nothing says which of two sets of labels is the newer: there the second
 * one is refused.
 *
 * <p>Failures of the log or the store pass through ({@link LogUnavailableException}, {@link
 * io.boxstream.artifacts.store.StoreUnavailableException}): the caller tries again. Safe for
 * several threads.
 */
public final class ImageIntake {

  private final CanonicalPictures pictures;
  private final LabelRules rules;
  private final ImageLog log;
  private final Contents contents;
  private final Quarantine quarantine;
  private final IntakeMetrics metrics;

  /**
   * @param pictures makes pictures canonical
   * @param rules which labels fit
   * @param log where good pictures go
   * @param contents how pictures travel
   * @param quarantine where the others go
   * @param metrics counts
   */
  public ImageIntake(
      CanonicalPictures pictures,
      LabelRules rules,
      ImageLog log,
      Contents contents,
      Quarantine quarantine,
      IntakeMetrics metrics) {
    this.pictures = requireNonNull(pictures, "pictures");
    this.rules = requireNonNull(rules, "rules");
    this.log = requireNonNull(log, "log");
    this.contents = requireNonNull(contents, "contents");
    this.quarantine = requireNonNull(quarantine, "quarantine");
    this.metrics = requireNonNull(metrics, "metrics");
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
   * @throws Refusal where it does not fit
   */
  public Outcome retake(Submission submission) {
    return metrics.counted(
        () -> takePicture(submission, canonical(submission.original()), Batch.single()));
  }

  private Outcome judged(Submission submission, Batch batch) {
    CanonicalPicture picture;
    try {
      picture = canonical(submission.original());
    } catch (Refusal refusal) {
      return rejected(submission, Optional.empty(), refusal);
    }
    try {
      return takePicture(submission, picture, batch);
    } catch (Refusal refusal) {
      return rejected(submission, Optional.of(picture.id()), refusal);
    }
  }

  private Outcome takePicture(Submission submission, CanonicalPicture picture, Batch batch) {
    Split split = submission.placement().splitOf(picture.id());
    List<LabelledBox> boxes = rules.check(annotation(submission.labels()), picture);
    Set<String> labels = boxes.stream().map(LabelledBox::label).collect(Collectors.toSet());
    return log.exclusively(
        picture.id(),
        () -> {
          Optional<CatalogEntry> known = log.find(picture.id());
          Split place = known.map(CatalogEntry::split).orElse(split);
          CatalogEntry entry = CatalogEntry.of(place, boxes);
          if (known.isPresent() && known.get().equals(entry)) {
            batch.add(picture.id());
            return new Outcome.Duplicate(picture.id(), place, labels);
          }
          if (known.isPresent() && batch.holds(picture.id())) {
            throw new Refusal(
                RejectionReason.CONFLICTING_ANNOTATION,
                "the same picture is in this data set twice, with different labels");
          }
          batch.publishing(picture.id());
          log.publish(event(submission, picture, place, boxes), entry);
          batch.add(picture.id());
          return new Outcome.Accepted(picture.id(), place, known.isPresent(), labels);
        });
  }

  private Outcome rejected(Submission submission, Optional<String> imageId, Refusal refusal) {
    String id = quarantine.keep(submission, imageId, refusal);
    return new Outcome.Rejected(id, refusal.reason(), refusal.getMessage());
  }

  private CanonicalPicture canonical(Original original) {
    try {
      return metrics.canonicalizing(() -> pictures.canonicalize(original.bytes()));
    } catch (UnreadablePictureException e) {
      throw new Refusal(reasonOf(e), e.getMessage());
    }
  }

  private static RejectionReason reasonOf(UnreadablePictureException e) {
    if (e instanceof NotAPictureException) {
      return RejectionReason.NOT_A_PICTURE;
    }
    if (e instanceof PictureTooLargeException) {
      return RejectionReason.PICTURE_TOO_LARGE;
    }
    return e instanceof TruncatedPictureException
        ? RejectionReason.TRUNCATED_PICTURE
        : RejectionReason.UNSUPPORTED_PICTURE;
  }

  private static Annotation annotation(Labels labels) {
    String text = labels.text();
    try {
      return AnnotationReader.read(text);
    } catch (MalformedAnnotationException e) {
      throw new Refusal(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
    }
  }

  private AnnotatedImage event(
      Submission submission, CanonicalPicture picture, Split split, List<LabelledBox> boxes) {
    PictureEncoding format =
        switch (picture.format()) {
          case JPEG -> PictureEncoding.JPEG;
          case PNG -> PictureEncoding.PNG;
        };
    return new AnnotatedImage(
        picture.id(),
        format,
        picture.width(),
        picture.height(),
        split,
        boxes,
        contents.of(picture),
        submission.source());
  }
}
