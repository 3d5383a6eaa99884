package io.boxstream.evaluator.app;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An evaluation as HTTP shows it.
 *
 * @param checkpoint the checkpoint's id
 * @param run the run that wrote it
 * @param epoch epochs finished
 * @param model name of its model
 * @param validationSet what it was scored on
 * @param voc07 VOC07 mAP, null without ground truth
 * @param voc10 all-points mAP, null without ground truth
 * @param coco COCO's figures, null without ground truth and for checkpoints that were scored before
 *     there were any
 * @param perClass scores by label
 * @param warnings what limits these scores; empty also for checkpoints that were scored before
 *     there were any
 * @param decision what was decided
 * @param evaluatedAt when it was scored
 * @param seconds how long that took
 * @param reportKey key of the report in the store
 * @param curvesKey key of its precision-recall curves in the store, null like {@code coco}
 */
public record EvaluationView(
    String checkpoint,
    String run,
    int epoch,
    String model,
    ValidationSetView validationSet,
    Optional<Double> voc07,
    Optional<Double> voc10,
    Optional<CocoScores> coco,
    Map<String, ClassView> perClass,
    List<DataSetWarning> warnings,
    DecisionView decision,
    Instant evaluatedAt,
    double seconds,
    String reportKey,
    Optional<String> curvesKey) {

  static EvaluationView of(EvaluationOutcome evaluated) {
    EvaluationReport report = evaluated.report();
    Map<String, ClassView> perClass = new TreeMap<>();
    report
        .perClass()
        .forEach(
            (label, score) ->
                perClass.put(
                    label,
                    new ClassView(
                        score.groundTruths(), score.voc07(), score.voc10(), score.coco())));
    return new EvaluationView(
        report.checkpoint().toString(),
        report.checkpoint().runId(),
        report.checkpoint().epoch(),
        report.model(),
        ValidationSetView.of(report.validationSet()),
        report.voc07(),
        report.voc10(),
        report.coco(),
        perClass,
        report.warnings().orElse(List.of()),
        DecisionView.of(evaluated.decision()),
        report.evaluatedAt(),
        report.seconds(),
        EvaluationReports.key(report.checkpoint(), report.validationSet().id()),
        report.curves().map(BlobReference::key));
  }

  /** The images that were scored. */
  public record ValidationSetView(String id, String snapshot, int images, List<String> missing) {

    static ValidationSetView of(EvaluationReport.ValidationSet set) {
      return new ValidationSetView(set.id(), set.snapshot(), set.images(), set.missing());
    }
  }

  /** One class. */
  public record ClassView(
      int groundTruths, Optional<Double> voc07, Optional<Double> voc10, Optional<Double> coco) {}

  /** What was decided, against which champion, and the numbers that it rests on. */
  public record DecisionView(
      String verdict,
      boolean promoted,
      String reason,
      Optional<String> champion,
      Optional<Double> championVoc07,
      Optional<Integer> generation,
      Optional<DecisionEvidence> evidence,
      Instant decidedAt) {

    static DecisionView of(EvaluationDecision decision) {
      return new DecisionView(
          Requests.code(decision.verdict()),
          decision.verdict().isPromotion(),
          decision.reason(),
          decision.champion().map(Object::toString),
          decision.championVoc07(),
          decision.generation(),
          decision.evidence(),
          decision.decidedAt());
    }
  }
}
