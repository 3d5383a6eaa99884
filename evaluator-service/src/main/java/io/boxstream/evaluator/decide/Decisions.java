package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.evaluator.policy.PolicyDecision;
import io.boxstream.evaluator.policy.PromotionPolicy;
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
   * Decides about a checkpoint, and promotes it if it is better.
   *
   * @param lostRace whether it was about to be promoted when another came first
   * @return the decision; empty when another promotion came first: look at the champion again
   */
  Optional<EvaluationDecision> decide(
      EvaluationReport report, Optional<ScoredChampion> champion, boolean lostRace) {
    PolicyDecision policyDecision = policy.judge(report, champion.map(ScoredChampion::champion));
    if (!policyDecision.verdict().isPromotion()) {
      Verdict verdict =
          lostRace && policyDecision.verdict() == Verdict.NOT_BETTER
              ? Verdict.OVERTAKEN
              : policyDecision.verdict();
      return Optional.of(
          decision(
              report,
              new PolicyDecision(verdict, policyDecision.reason()),
              champion,
              Optional.empty()));
    }
    Promotion link =
        Promotion.following(
            champion.map(current -> current.promotion().generation()).orElse(0),
            report.model(),
            report.checkpoint(),
            new Promotion.Decision(policyDecision.reason(), POLICY, clock.instant()),
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

  /** The decision that led to a link. */
  EvaluationDecision decisionOf(Promotion link) {
    PromotionChain chain = chains.of(link.model());
    Optional<Promotion> previous =
        link.generation() == 1 ? Optional.empty() : chain.find(link.generation() - 1);
    String validationSet = link.validationSet().orElseThrow();
    return new EvaluationDecision(
        link.checkpoint(),
        link.model(),
        validationSet,
        previous.isPresent() ? Verdict.BETTER_PROMOTED : Verdict.FIRST_PROMOTED,
        link.reason(),
        previous.map(Promotion::checkpoint),
        previous
            .flatMap(champion -> reports.find(champion.checkpoint(), validationSet))
            .flatMap(EvaluationReport::voc07),
        Optional.of(link.generation()),
        link.decidedAt());
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
        clock.instant());
  }
}
