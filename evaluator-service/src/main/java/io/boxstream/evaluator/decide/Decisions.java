package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.policy.Challenger;
import io.boxstream.evaluator.policy.PolicyDecision;
import io.boxstream.evaluator.policy.PromotionPolicy;
import io.boxstream.evaluator.score.ImageUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Applies the policy and appends to the chain. */
public final class Decisions {
  /** {@code decidedBy} of promotions by the policy. */
  public static final String POLICY = "policy";

  private final PromotionChains chains;
  private final EvaluationReports reports;
  private final PromotionPolicy policy;
  private final Clock clock;

  public Decisions(
      PromotionChains chains, EvaluationReports reports, PromotionPolicy policy, Clock clock) {
    this.chains = requireNonNull(chains, "chains");
    this.reports = requireNonNull(reports, "reports");
    this.policy = requireNonNull(policy, "policy");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Decides about a checkpoint, and promotes it if the policy says so.
   *
   * @param trial tries the checkpoint before it is promoted
   * @param lostRace whether it was about to be promoted when another came first
   * @return the decision; empty when another promotion came first: look at the champion again
   */
  Optional<EvaluationDecision> decide(
      Challenger challenger, Optional<ScoredChampion> champion, TrialOnce trial, boolean lostRace)
      throws ImageUnavailableException {
    EvaluationReport report = challenger.report();
    PolicyDecision policyDecision = judge(challenger, champion, trial);
    if (!policyDecision.verdict().isPromotion()) {
      Verdict verdict =
          lostRace && policyDecision.verdict() == Verdict.NOT_BETTER
              ? Verdict.OVERTAKEN
              : policyDecision.verdict();
      return Optional.of(
          decision(report, policyDecision.withVerdict(verdict), champion, Optional.empty()));
    }
    Promotion link =
        Promotion.following(
            champion.map(current -> current.promotion().generation()).orElse(0),
            report.model(),
            report.checkpoint(),
            new Promotion.Decision(
                policyDecision.reason(), POLICY, Optional.empty(), clock.instant()),
            report.voc07(),
            Optional.of(report.validationSet().id()));
    if (!chains.of(report.model()).append(link)) {
      return Optional.empty();
    }
    return Optional.of(decision(report, policyDecision, champion, Optional.of(link.generation())));
  }

  /**
   * The link that a checkpoint became before a crash kept the decision from being written. A link
   * made by hand, or on another validation set, is not it.
   */
  Optional<Promotion> promotionWithoutDecision(EvaluationReport report) {
    List<Promotion> newestFirst = new ArrayList<>(chains.of(report.model()).history());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .filter(link -> link.checkpoint().equals(report.checkpoint()))
        .filter(link -> link.decidedBy().equals(POLICY))
        .filter(link -> link.validationSet().equals(Optional.of(report.validationSet().id())))
        .findFirst();
  }

  /**
   * The decision that led to a link, judged again. What the trial before the promotion found is
   * lost.
   */
  EvaluationDecision decisionOf(Promotion link, Challenger challenger) {
    String validationSet = link.validationSet().orElseThrow();
    Optional<ScoredChampion> previous =
        chains
            .of(link.model())
            .find(link.generation() - 1)
            .map(
                champion ->
                    new ScoredChampion(
                        champion, reports.find(champion.checkpoint(), validationSet)));
    PolicyDecision judged = policy.judge(challenger, previous.map(ScoredChampion::champion));
    // The policy may have changed since then.
    Verdict usual = previous.isPresent() ? Verdict.BETTER_PROMOTED : Verdict.FIRST_PROMOTED;
    return new EvaluationDecision(
        link.checkpoint(),
        link.model(),
        validationSet,
        judged.verdict().isPromotion() ? judged.verdict() : usual,
        link.reason(),
        previous.map(champion -> champion.promotion().checkpoint()),
        previous.flatMap(ScoredChampion::voc07),
        Optional.of(link.generation()),
        Optional.of(judged.evidence()),
        link.decidedAt());
  }

  private PolicyDecision judge(
      Challenger challenger, Optional<ScoredChampion> champion, TrialOnce trial)
      throws ImageUnavailableException {
    PolicyDecision judged = policy.judge(challenger, champion.map(ScoredChampion::champion));
    int images = policy.trial().images();
    return judged.verdict().isPromotion() && images > 0
        ? policy.judge(judged, trial.result(images))
        : judged;
  }

  private EvaluationDecision decision(
      EvaluationReport report,
      PolicyDecision policyDecision,
      Optional<ScoredChampion> champion,
      Optional<Integer> generation) {
    return new EvaluationDecision(
        report.checkpoint(),
        report.model(),
        report.validationSet().id(),
        policyDecision.verdict(),
        policyDecision.reason(),
        champion.map(current -> current.promotion().checkpoint()),
        champion.flatMap(ScoredChampion::voc07),
        generation,
        Optional.of(policyDecision.evidence()),
        clock.instant());
  }
}
