package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.boxstream.images.formats.Annotation;
import io.boxstream.ingest.annotation.JsonBoxes;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one annotation of Label Studio, or one job of CVAT, says about an image. It has boxes, or a
 * reason why they cannot be used, or neither: then it was cancelled and does not count.
 *
 * @param id of the annotation or job
 * @param updatedAt when it was changed, by the tool's clock
 * @param groundTruth whether it goes before all others
 * @param boxes JSON boxes
 * @param refusal why it cannot be used
 */
public record Labelling(
    String id,
    Instant updatedAt,
    boolean groundTruth,
    Optional<String> boxes,
    Optional<String> refusal) {

  /** The one that counts is the greatest. */
  static final Comparator<Labelling> ORDER =
      Comparator.comparing(Labelling::groundTruth).thenComparing(Labelling::updatedAt);

  /** Validates the components. */
  public Labelling {
    requireNonNull(id, "id");
    requireNonNull(updatedAt, "updatedAt");
    requireNonNull(boxes, "boxes");
    requireNonNull(refusal, "refusal");
  }

  /** Labels that can be used. */
  public static Labelling of(String id, Instant at, boolean groundTruth, Annotation annotation) {
    return new Labelling(
        id, at, groundTruth, Optional.of(JsonBoxes.write(annotation)), Optional.empty());
  }

  /** Labels that cannot be used. */
  public static Labelling refused(String id, Instant at, boolean groundTruth, String reason) {
    return new Labelling(id, at, groundTruth, Optional.empty(), Optional.of(reason));
  }

  /** Labels that were withdrawn and may come back. */
  public static Labelling withdrawn(String id, Instant at) {
    return new Labelling(id, at, false, Optional.empty(), Optional.empty());
  }

  /** Whether it says what the image shows. */
  @JsonIgnore
  boolean counts() {
    return boxes.isPresent() || refusal.isPresent();
  }

  /** What it says, to be compared. */
  @JsonIgnore
  String content() {
    return boxes.map(text -> "boxes " + text).or(() -> refusal).orElse("");
  }
}
