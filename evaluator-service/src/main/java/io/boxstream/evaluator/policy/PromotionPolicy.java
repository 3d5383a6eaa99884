package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a checkpoint is promoted. The same reports and settings always give the same
 * decision.
 */
public final class PromotionPolicy {
  private final PolicySettings settings;
  private final ChampionComparison comparison;

  public PromotionPolicy(PolicySettings settings, GainEstimator estimator) {
    this.settings = requireNonNull(settings, "settings");
    this.comparison = new ChampionComparison(settings, estimator);
  }

  /** What is to be tried before a promotion. */
  public PolicySettings.TrialRule trial() {
    return settings.trial();
  }

  /**
   * Judges a checkpoint by its scores.
   *
   * @param champion what serves now, scored on the challenger's validation set; empty when nothing
   *     does
   */
  public PolicyDecision judge(Challenger challenger, Optional<Champion> champion) {
    EvaluationReport report = challenger.report();
    int images = report.validationSet().images();
    if (report.voc07().isEmpty()) {
      return PolicyDecision.of(
          Verdict.EMPTY_VALIDATION_SET, "none of " + images + " validation images has a box");
    }
    if (images < settings.minimums().images()) {
      return PolicyDecision.of(
          Verdict.TOO_FEW_IMAGES,
          images + " validation images are fewer than " + settings.minimums().images());
    }
    return classBelowFloor(report)
        .orElseGet(
            () ->
                champion
                    .map(current -> comparison.judge(challenger, current))
                    .orElseGet(() -> first(report.voc07().get())));
  }

  /** Judges a checkpoint that is to be promoted by what was found when it was tried. */
  public PolicyDecision judge(PolicyDecision promotion, Trial trial) {
    if (trial.failure().isPresent()) {
      return new PolicyDecision(
          Verdict.SMOKE_CHECK_FAILED,
          "the check before the promotion failed: " + trial.failure().get(),
          promotion.evidence().withTrial(trial));
    }
    Optional<Duration> budget = settings.trial().latencyBudget();
    double millis = trial.medianMillis().orElse(0.0);
    if (budget.isPresent() && millis > budget.get().toNanos() / 1e6) {
      return new PolicyDecision(
          Verdict.TOO_SLOW,
          String.format(
              Locale.ROOT,
              "detection takes %.1f ms per image (median of %d), more than the latency budget of %.1f ms",
              millis,
              trial.images(),
              budget.get().toNanos() / 1e6),
          promotion.evidence().withTrial(trial));
    }
    return promotion.withTrial(trial);
  }

  private PolicyDecision first(double voc07) {
    double minimum = settings.minimums().firstScore();
    if (voc07 < minimum) {
      return PolicyDecision.of(
          Verdict.BELOW_MINIMUM_FIRST_SCORE,
          "VOC07 mAP %s is below %s, the minimum for the first promotion of a model; train for more epochs or add training images"
              .formatted(Texts.score(voc07), Texts.score(minimum)));
    }
    return PolicyDecision.of(Verdict.FIRST_PROMOTED, "the first model, at " + Texts.score(voc07));
  }

  private Optional<PolicyDecision> classBelowFloor(EvaluationReport report) {
    double floor = settings.minimums().classFloor();
    return report.perClass().entrySet().stream()
        .filter(entry -> entry.getValue().voc07().orElse(1.0) < floor)
        .findFirst()
        .map(Map.Entry::getKey)
        .map(
            label ->
                new PolicyDecision(
                    Verdict.CLASS_BELOW_FLOOR,
                    "class '%s' at %s is below the floor of %s"
                        .formatted(
                            label,
                            Texts.score(report.perClass().get(label).voc07().orElse(1.0)),
                            Texts.score(floor)),
                    DecisionEvidence.none()));
  }
}
