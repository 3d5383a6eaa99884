package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.decide.RefusedPromotionException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promotes the challenger of a rollout whose end says so. The end is written before the promotion,
 * so that a person who ends the rollout at the same time decides or does not; a promotion that a
 * crash prevented is made up for. The id of the link derives from the rollout, so there is one.
 */
final class RolloutPromotions {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutPromotions.class);
  private static final String ID_PREFIX = "rollout-";

  private final PromotionChains chains;
  private final ManualPromotions manual;

  RolloutPromotions(PromotionChains chains, ManualPromotions manual) {
    this.chains = requireNonNull(chains, "chains");
    this.manual = requireNonNull(manual, "manual");
  }

  /**
   * Promotes the challenger.
   *
   * @return the new link; empty if the chain has it already or the challenger is the champion, or
   *     if it cannot be promoted any more
   */
  Optional<Promotion> promote(Rollout rollout, RolloutEnd end) {
    PromotionChain chain = chains.of(rollout.model());
    EvaluationReport report;
    try {
      report = manual.promotable(rollout.model(), rollout.checkpoint());
    } catch (RefusedPromotionException e) {
      LOG.warn("Rollout {} is not followed by its promotion: {}", rollout.name(), e.getMessage());
      return Optional.empty();
    }
    while (true) {
      int latest = chain.latest().map(Promotion::generation).orElse(0);
      if (isDone(rollout, chain, latest)) {
        return Optional.empty();
      }
      Promotion link = link(rollout, end, latest + 1, report);
      if (chain.append(link)) {
        return Optional.of(link);
      }
    }
  }

  private static boolean isDone(Rollout rollout, PromotionChain chain, int latest) {
    for (int generation = rollout.generation() + 1; generation <= latest; generation++) {
      Optional<Promotion> link = chain.find(generation);
      if (link.filter(one -> one.id().equals(ID_PREFIX + rollout.id())).isPresent()) {
        return true;
      }
    }
    return chain
        .find(latest)
        .filter(champion -> champion.checkpoint().equals(rollout.checkpoint()))
        .isPresent();
  }

  private static Promotion link(
      Rollout rollout, RolloutEnd end, int generation, EvaluationReport report) {
    return new Promotion(
        ID_PREFIX + rollout.id(),
        rollout.model(),
        generation,
        rollout.checkpoint(),
        "rollout %s: %s (%s)".formatted(rollout.name(), rollout.request().reason(), end.reason()),
        ManualPromotions.HAND,
        Optional.of(rollout.request().caller()),
        end.at(),
        report.voc07(),
        Optional.of(report.validationSet().id()));
  }
}
