package io.boxstream.evaluator.policy;

import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.util.Optional;

/** Estimates how much one checkpoint is better than another, and how sure that is. */
@FunctionalInterface
public interface GainEstimator {

  /**
   * The gain of one report over another on the same validation set. The same reports always give
   * the same estimate.
   *
   * @param rule confidence and number of resamples
   * @return empty if one of the reports does not say which images it got right
   */
  Optional<GainEstimate> estimate(
      EvaluationReport baseline, EvaluationReport candidate, PolicySettings.GainRule rule);
}
