package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.policy.Champion;
import java.util.Optional;

/**
 * The champion with its score on the challenger's validation set.
 *
 * @param promotion the newest link of the chain
 * @param report its report on the challenger's validation set; absent when it cannot be scored
 */
record ScoredChampion(Promotion promotion, Optional<EvaluationReport> report) {
  ScoredChampion {
    requireNonNull(promotion, "promotion");
    requireNonNull(report, "report");
  }

  Optional<Double> voc07() {
    return report.flatMap(EvaluationReport::voc07);
  }

  Champion champion() {
    return new Champion(
        promotion.checkpoint(), report, promotion.decidedBy().equals(ManualPromotions.HAND));
  }
}
