package io.boxstream.evaluator.notice;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.decide.Evaluated;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.PromotionDecision;
import java.util.Map;
import java.util.TreeMap;

/** Publishes what was decided, and returns when it is acknowledged. */
public final class Notices {
  private final EventPublisher publisher;

  public Notices(EventPublisher publisher) {
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /** Publishes an evaluation, and the promotion that followed from it. */
  public void publish(Evaluated evaluated) {
    publishEvaluation(evaluated);
    evaluated.promotion().ifPresent(this::publish);
  }

  /** Publishes an evaluation alone. */
  public void publishEvaluation(Evaluated evaluated) {
    publisher.publishAndWait(evaluated.decision().checkpoint().toString(), completed(evaluated));
  }

  /** Publishes a promotion. */
  public void publish(Promotion promotion) {
    publisher.publishAndWait(promotion.model(), promoted(promotion));
  }

  private static EvaluationCompleted completed(Evaluated evaluated) {
    EvaluationReport report = evaluated.report();
    EvaluationDecision decision = evaluated.decision();
    Map<String, Double> perClass = new TreeMap<>();
    report
        .perClass()
        .forEach((label, score) -> score.voc07().ifPresent(value -> perClass.put(label, value)));
    return new EvaluationCompleted(
        report.checkpoint().toString(),
        report.checkpoint().runId(),
        report.checkpoint().epoch(),
        report.model(),
        report.validationSet().id(),
        report.validationSet().images(),
        report.voc07(),
        report.voc10(),
        perClass,
        code(decision.verdict()),
        EvaluationReports.key(report.checkpoint(), report.validationSet().id()),
        decision.champion().map(Object::toString),
        decision.championVoc07());
  }

  private static ModelPromoted promoted(Promotion promotion) {
    return new ModelPromoted(
        promotion.model(),
        promotion.generation(),
        promotion.checkpoint().toString(),
        promotion.checkpoint().manifestKey(),
        promotion.reason(),
        promotion.decidedBy(),
        promotion.voc07().orElseThrow());
  }

  private static PromotionDecision code(EvaluationDecision.Verdict verdict) {
    return switch (verdict) {
      case FIRST_PROMOTED -> PromotionDecision.FIRST_PROMOTED;
      case BETTER_PROMOTED -> PromotionDecision.BETTER_PROMOTED;
      case NOT_BETTER -> PromotionDecision.NOT_BETTER;
      case OVERTAKEN -> PromotionDecision.OVERTAKEN;
      case CLASS_BELOW_FLOOR -> PromotionDecision.CLASS_BELOW_FLOOR;
      case TOO_FEW_IMAGES -> PromotionDecision.TOO_FEW_IMAGES;
      case EMPTY_VALIDATION_SET -> PromotionDecision.EMPTY_VALIDATION_SET;
    };
  }
}
