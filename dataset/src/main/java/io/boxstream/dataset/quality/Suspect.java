package io.boxstream.dataset.quality;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something of a data set that looks wrong, with all boxes that it concerns. What a model
 * contradicts in one image is one suspect, because whoever looks at the image sees it together.
 *
 * @param reason what looks wrong; the most likely one, if there are several
 * @param alsoReasons what else looks wrong, the most likely first
 * @param score how likely it is wrong, in [0, 1]; comparable between reasons
 * @param imageId the image; empty if it is about class names
 * @param boxes the labels that look wrong; empty if labels are missing, or the image is suspected
 * @param proposals what a model finds instead
 * @param otherImageId the image that it is nearly the same as; empty for other reasons
 * @param classes the class names that are similar; empty for other reasons
 */
public record Suspect(
    SuspectReason reason,
    List<SuspectReason> alsoReasons,
    double score,
    Optional<String> imageId,
    List<LabelledBox> boxes,
    List<DetectedBox> proposals,
    Optional<String> otherImageId,
    List<String> classes) {
  public Suspect {
    requireNonNull(reason, "reason");
    alsoReasons = List.copyOf(alsoReasons);
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must lie in [0, 1]: " + score);
    }
    requireNonNull(imageId, "imageId");
    boxes = List.copyOf(boxes);
    proposals = List.copyOf(proposals);
    requireNonNull(otherImageId, "otherImageId");
    classes = List.copyOf(classes);
  }

  /** A suspect about boxes of an image. */
  public static Suspect ofBoxes(
      SuspectReason reason, double score, String imageId, List<LabelledBox> boxes) {
    return new Suspect(
        reason,
        List.of(),
        score,
        Optional.of(imageId),
        boxes,
        List.of(),
        Optional.empty(),
        List.of());
  }

  /**
   * A suspect that a model contradicts.
   *
   * @param reasons at least one, the most likely first
   */
  public static Suspect ofContradictions(
      List<SuspectReason> reasons,
      double score,
      String imageId,
      List<LabelledBox> boxes,
      List<DetectedBox> proposals) {
    return new Suspect(
        reasons.get(0),
        reasons.subList(1, reasons.size()),
        score,
        Optional.of(imageId),
        boxes,
        proposals,
        Optional.empty(),
        List.of());
  }

  /** Everything that looks wrong. */
  public Set<SuspectReason> reasons() {
    Set<SuspectReason> reasons = EnumSet.of(reason);
    reasons.addAll(alsoReasons);
    return reasons;
  }

  /** A suspect about an image as a whole. */
  public static Suspect ofDuplicate(
      SuspectReason reason, double score, String imageId, String otherImageId) {
    return new Suspect(
        reason,
        List.of(),
        score,
        Optional.of(imageId),
        List.of(),
        List.of(),
        Optional.of(otherImageId),
        List.of());
  }

  /** A suspect about two class names. */
  public static Suspect ofClassNames(double score, List<String> classes) {
    return new Suspect(
        SuspectReason.SIMILAR_CLASS_NAMES,
        List.of(),
        score,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        classes);
  }
}
