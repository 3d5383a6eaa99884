package io.boxstream.evaluator.score;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images that are scored: a snapshot's validation split without the images that were deleted
 * since.
 *
 * @param snapshot hash of the snapshot
 * @param images what is scored, in order of their ids
 * @param missing ids of the deleted ones
 * @param warnings about the snapshot without the deleted images
 */
public record ValidationSet(
    String snapshot,
    List<ValidationImage> images,
    List<String> missing,
    List<DataSetWarning> warnings) {
  public ValidationSet {
    Sha256.requireHex(snapshot);
    images = images.stream().sorted(Comparator.comparing(ValidationImage::id)).toList();
    missing = missing.stream().sorted().toList();
    warnings = List.copyOf(warnings);
  }

  /**
   * A hash over the images and their boxes. Two snapshots that agree on these give the same
   * validation set, whatever their training splits are.
   */
  public String id() {
    DigestOutputStream out =
        new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.newDigest());
    ArtifactJson.canonical(images, out);
    return HexFormat.of().formatHex(out.getMessageDigest().digest());
  }

  /** All labels of the set, sorted. */
  public Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    images.forEach(image -> image.boxes().forEach(box -> labels.add(box.label())));
    return labels;
  }

  /** As a report names it. */
  public EvaluationReport.ValidationSet summary() {
    return new EvaluationReport.ValidationSet(id(), snapshot, images.size(), missing);
  }
}
