package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a promoted model contradicts the labels of an image. The newest event of an image counts,
 * as long as the image has the labels that were compared. A tombstone says that nothing is
 * contradicted, or that the image is gone.
 *
 * @param imageId SHA-256 of the canonical bytes
 * @param labels the labels that were compared: {@link LabelDigest}
 * @param model name of the model
 * @param generation generation of the model
 * @param checkpointId checkpoint of that generation
 * @param findings the contradictions, the most likely first
 */
public record LabelFindings(
    String imageId,
    String labels,
    String model,
    long generation,
    String checkpointId,
    List<LabelFinding> findings)
    implements Event {
  public LabelFindings {
    Checks.sha256(imageId, "imageId");
    Checks.sha256(labels, "labels");
    Checks.text(model, "model");
    Checks.positive(generation, "generation");
    Checks.text(checkpointId, "checkpointId");
    findings = List.copyOf(requireNonNull(findings, "findings"));
  }
}
