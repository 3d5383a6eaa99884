package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scores of one checkpoint on one validation set. They depend on these two only, so a report is
 * written once.
 *
 * @param checkpoint the checkpoint that was scored
 * @param model name of its model
 * @param validationSet the images that it was scored on
 * @param voc07 mean of the classes' 11-point average precision; absent without ground truth
 * @param voc10 mean of the classes' all-points average precision; absent without ground truth
 * @param coco COCO metrics averaged over the classes; absent without ground truth, and in reports
 *     of earlier releases
 * @param perClass scores by label
 * @param curves the {@link PrecisionRecallCurves}; absent like {@code coco}
 * @param details the {@link EvaluationDetails}; absent without ground truth, and in reports of
 *     earlier releases
 * @param matches the {@link DetectionMatches}; absent like {@code curves}
 * @param images the {@link ImageResults}; absent without ground truth, and in reports of earlier
 *     releases
 * @param drift the {@link DriftProfile}; absent without ground truth, for small validation sets,
 *     and in reports of earlier releases
 * @param warnings warnings about the data set that limit the reliability of the scores; absent in
 *     reports of earlier releases
 * @param evaluatedAt time of the evaluation
 * @param seconds duration of detection and scoring
 */
public record EvaluationReport(
    CheckpointId checkpoint,
    String model,
    ValidationSet validationSet,
    Optional<Double> voc07,
    Optional<Double> voc10,
    Optional<CocoScores> coco,
    Map<String, ClassScore> perClass,
    Optional<BlobReference> curves,
    Optional<BlobReference> details,
    Optional<BlobReference> matches,
    Optional<BlobReference> images,
    Optional<BlobReference> drift,
    Optional<List<DataSetWarning>> warnings,
    Instant evaluatedAt,
    double seconds) {
  public EvaluationReport {
    requireNonNull(checkpoint, "checkpoint");
    ObjectKeys.requireSegment(model, "model");
    requireNonNull(validationSet, "validationSet");
    Scores.require(voc07, "voc07");
    Scores.require(voc10, "voc10");
    requireNonNull(coco, "coco");
    requireNonNull(curves, "curves");
    requireNonNull(details, "details");
    requireNonNull(matches, "matches");
    requireNonNull(images, "images");
    requireNonNull(drift, "drift");
    warnings = warnings.map(List::copyOf);
    perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
    requireNonNull(evaluatedAt, "evaluatedAt");
    if (!Double.isFinite(seconds) || seconds < 0) {
      throw new IllegalArgumentException("seconds must not be negative: " + seconds);
    }
  }

  /**
   * The images that were scored.
   *
   * @param id hash of the images' ids and boxes; reports with equal ids are comparable
   * @param snapshot snapshot that contains the validation split
   * @param images number of images that were scored
   * @param missing ids of images of the split that were deleted in the meantime and are not scored
   */
  public record ValidationSet(String id, String snapshot, int images, List<String> missing) {
    public ValidationSet {
      Sha256.requireHex(id);
      Sha256.requireHex(snapshot);
      missing = List.copyOf(missing);
      if (images < 0) {
        throw new IllegalArgumentException("images must not be negative: " + images);
      }
    }
  }

  /**
   * The scores of one class.
   *
   * @param groundTruths boxes that count (not difficult)
   * @param voc07 11-point average precision; absent without ground truth
   * @param voc10 all-points average precision; absent without ground truth
   * @param coco average precision over the overlaps .50 to .95; absent without ground truth, and in
   *     reports of earlier releases
   */
  public record ClassScore(
      int groundTruths, Optional<Double> voc07, Optional<Double> voc10, Optional<Double> coco) {
    public ClassScore {
      if (groundTruths < 0) {
        throw new IllegalArgumentException("groundTruths must not be negative: " + groundTruths);
      }
      Scores.require(voc07, "voc07");
      Scores.require(voc10, "voc10");
      Scores.require(coco, "coco");
    }
  }
}
