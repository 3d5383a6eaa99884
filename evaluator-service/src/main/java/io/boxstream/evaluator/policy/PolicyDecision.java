package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;

/**
 * The result of the policy.
 *
 * @param verdict the decision
 * @param reason one sentence for people
 * @param evidence the numbers that it rests on
 */
public record PolicyDecision(Verdict verdict, String reason, DecisionEvidence evidence) {
  public PolicyDecision {
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
    requireNonNull(evidence, "evidence");
  }

  /** A decision that rests on the report alone. */
  static PolicyDecision of(Verdict verdict, String reason) {
    return new PolicyDecision(verdict, reason, DecisionEvidence.none());
  }

  /** The same with another verdict. */
  public PolicyDecision withVerdict(Verdict other) {
    return new PolicyDecision(other, reason, evidence);
  }

  PolicyDecision withTrial(Trial trial) {
    return new PolicyDecision(verdict, reason, evidence.withTrial(trial));
  }
}
