package io.boxstream.evaluator.app;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.Calibration;
import io.boxstream.artifacts.evaluation.ConfusionCounts;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves.ClassCurves;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.evaluation.SizeScores;
import io.boxstream.artifacts.evaluation.ThresholdCurve;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.evaluator.app.EvaluationView.ValidationSetView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a checkpoint fails, as HTTP shows it. Matching is Pascal VOC's at an overlap of .50.
 *
 * @param checkpoint the checkpoint's id
 * @param model name of its model
 * @param validationSet what it was scored on
 * @param evaluatedAt when
 * @param thresholds the score thresholds with the best F1, with which the checkpoint is served
 *     after a promotion; null if no object is found at any threshold
 * @param overall precision, recall and F1 of all classes pooled, by threshold
 * @param perClass precision, recall and F1 by label and threshold, precision by recall
 * @param classesWithoutGroundTruth labels that the network knows and the validation set lacks
 * @param confusion which class was detected where an object of which class is, at these thresholds
 * @param calibration how well scores agree with precision
 * @param sizes results by object size
 * @param worstImages the images with the most false and missed boxes at these thresholds, worst
 *     first
 * @param detailsKey key of these details in the store
 * @param curvesKey key of the precision-recall curves in the store, which include COCO's at ten
 *     overlaps
 */
public record ReportView(
    String checkpoint,
    String model,
    ValidationSetView validationSet,
    Instant evaluatedAt,
    Optional<ScoreThresholds> thresholds,
    ThresholdCurve overall,
    Map<String, ClassReport> perClass,
    List<String> classesWithoutGroundTruth,
    ConfusionCounts confusion,
    Calibration calibration,
    SizeScores sizes,
    List<WorstImage> worstImages,
    Optional<String> detailsKey,
    Optional<String> curvesKey) {

  static ReportView of(
      EvaluationReport report, EvaluationDetails details, Optional<PrecisionRecallCurves> curves) {
    Map<String, ClassReport> perClass = new TreeMap<>();
    details
        .perClass()
        .forEach(
            (label, curve) ->
                perClass.put(
                    label,
                    new ClassReport(
                        curve,
                        curves
                            .map(PrecisionRecallCurves::perClass)
                            .map(byLabel -> byLabel.get(label))
                            .map(ClassCurves::voc))));
    return new ReportView(
        report.checkpoint().toString(),
        report.model(),
        ValidationSetView.of(report.validationSet()),
        report.evaluatedAt(),
        details.thresholds(),
        details.overall(),
        perClass,
        details.classesWithoutGroundTruth(),
        details.confusion(),
        details.calibration(),
        details.sizes(),
        details.worstImages(),
        report.details().map(BlobReference::key),
        report.curves().map(BlobReference::key));
  }

  /**
   * One class.
   *
   * @param byThreshold precision, recall and F1 by score threshold
   * @param precisionByRecall the highest precision at a recall of at least 0.00, 0.01, … 1.00
   */
  public record ClassReport(ThresholdCurve byThreshold, Optional<List<Double>> precisionByRecall) {}
}
