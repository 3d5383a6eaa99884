package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A contradiction between a model and the labels of an image.
 *
 * @param reason what is contradicted; one that {@link SuspectReason#isFoundByModel()}
 * @param score how likely the label is wrong, in [0, 1]
 * @param labelled the box that is contradicted; empty if the contradiction is that there is none
 * @param detected what the model finds; empty if the contradiction is that it finds nothing
 */
public record LabelFinding(
    SuspectReason reason,
    double score,
    Optional<LabelledBox> labelled,
    Optional<DetectedBox> detected) {
  public LabelFinding {
    requireNonNull(reason, "reason");
    if (!reason.isFoundByModel()) {
      throw new IllegalArgumentException("reason must be one that a model finds: " + reason.code());
    }
    Checks.fraction(score, "score");
    requireNonNull(labelled, "labelled");
    requireNonNull(detected, "detected");
    if (labelled.isEmpty() && detected.isEmpty()) {
      throw new IllegalArgumentException("labelled and detected must not both be empty");
    }
  }
}
