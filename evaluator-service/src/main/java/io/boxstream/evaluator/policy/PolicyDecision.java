package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;

/**
 * The result of the policy.
 *
 * @param verdict the decision
 * @param reason one sentence for people
 */
public record PolicyDecision(Verdict verdict, String reason) {
  public PolicyDecision {
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
  }
}
