package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import java.util.Optional;

/**
 * A scored checkpoint with its decision.
 *
 * @param report its report on the set it was judged on
 * @param decision what was decided
 * @param promotion the link it became, if it was promoted
 */
public record EvaluationOutcome(
    EvaluationReport report, EvaluationDecision decision, Optional<Promotion> promotion) {
  public EvaluationOutcome {
    requireNonNull(report, "report");
    requireNonNull(decision, "decision");
    requireNonNull(promotion, "promotion");
    if (!report.checkpoint().equals(decision.checkpoint())) {
      throw new IllegalArgumentException(
          "report of " + report.checkpoint() + ", decision on " + decision.checkpoint());
    }
  }
}
