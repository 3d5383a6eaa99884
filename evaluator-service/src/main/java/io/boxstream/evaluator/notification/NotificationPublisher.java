package io.boxstream.evaluator.notification;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.events.CocoScores;
import io.boxstream.events.DataSetWarning;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.PromotionDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Publishes evaluations and promotions, and waits for the acknowledgement. */
public final class NotificationPublisher {
  private final EventPublisher publisher;

  public NotificationPublisher(EventPublisher publisher) {
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /** Publishes an evaluation, and the promotion that followed from it. */
  public void publish(EvaluationOutcome evaluated) {
    publishEvaluation(evaluated);
    evaluated.promotion().ifPresent(this::publish);
  }

  /** Publishes an evaluation alone. */
  public void publishEvaluation(EvaluationOutcome evaluated) {
    publisher.publishAndWait(evaluated.decision().checkpoint().toString(), completed(evaluated));
  }

  /** Publishes a promotion. */
  public void publish(Promotion promotion) {
    publisher.publishAndWait(promotion.model(), promoted(promotion));
  }

  private static EvaluationCompleted completed(EvaluationOutcome evaluated) {
    EvaluationReport report = evaluated.report();
    EvaluationDecision decision = evaluated.decision();
    return new EvaluationCompleted(
        report.checkpoint().toString(),
        report.checkpoint().runId(),
        report.checkpoint().epoch(),
        report.model(),
        report.validationSet().id(),
        report.validationSet().images(),
        report.voc07(),
        report.voc10(),
        perClass(report, ClassScore::voc07),
        code(decision.verdict()),
        EvaluationReports.key(report.checkpoint(), report.validationSet().id()),
        decision.champion().map(Object::toString),
        decision.championVoc07(),
        report.coco().map(NotificationPublisher::coco),
        Optional.of(perClass(report, ClassScore::voc10)),
        Optional.of(perClass(report, ClassScore::coco)),
        Optional.of(decision.reason()),
        report.warnings().map(NotificationPublisher::warnings),
        decision.evidence().map(EvidenceEvents::of));
  }

  private static List<DataSetWarning> warnings(
      List<io.boxstream.artifacts.snapshot.DataSetWarning> warnings) {
    return warnings.stream()
        .map(warning -> new DataSetWarning(warning.code(), warning.message()))
        .toList();
  }

  private static Map<String, Double> perClass(
      EvaluationReport report, Function<ClassScore, Optional<Double>> which) {
    Map<String, Double> scores = new TreeMap<>();
    report
        .perClass()
        .forEach((label, score) -> which.apply(score).ifPresent(value -> scores.put(label, value)));
    return scores;
  }

  private static CocoScores coco(io.boxstream.artifacts.evaluation.CocoScores scores) {
    var precision = scores.precision();
    var recall = scores.recall();
    return new CocoScores(
        new CocoScores.Precision(
            precision.all(),
            precision.at50(),
            precision.at75(),
            precision.small(),
            precision.medium(),
            precision.large()),
        new CocoScores.Recall(
            recall.best1(),
            recall.best10(),
            recall.best100(),
            recall.small(),
            recall.medium(),
            recall.large()));
  }

  private static ModelPromoted promoted(Promotion promotion) {
    return new ModelPromoted(
        promotion.model(),
        promotion.generation(),
        promotion.checkpoint().toString(),
        promotion.checkpoint().manifestKey(),
        promotion.reason(),
        promotion.decidedBy(),
        promotion.voc07().orElseThrow(),
        promotion.caller());
  }

  private static PromotionDecision code(EvaluationDecision.Verdict verdict) {
    return switch (verdict) {
      case FIRST_PROMOTED -> PromotionDecision.FIRST_PROMOTED;
      case BETTER_PROMOTED -> PromotionDecision.BETTER_PROMOTED;
      case LATEST_OF_RUN_PROMOTED -> PromotionDecision.LATEST_OF_RUN_PROMOTED;
      case BELOW_MINIMUM_FIRST_SCORE -> PromotionDecision.BELOW_MINIMUM_FIRST_SCORE;
      case NOT_BETTER -> PromotionDecision.NOT_BETTER;
      case OVERTAKEN -> PromotionDecision.OVERTAKEN;
      case CLASS_BELOW_FLOOR -> PromotionDecision.CLASS_BELOW_FLOOR;
      case CLASS_FELL -> PromotionDecision.CLASS_FELL;
      case TOO_SLOW -> PromotionDecision.TOO_SLOW;
      case SMOKE_CHECK_FAILED -> PromotionDecision.SMOKE_CHECK_FAILED;
      case TOO_FEW_IMAGES -> PromotionDecision.TOO_FEW_IMAGES;
      case EMPTY_VALIDATION_SET -> PromotionDecision.EMPTY_VALIDATION_SET;
    };
  }
}
