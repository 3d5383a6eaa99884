package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DecisionEvidence.RunComparison;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.util.Optional;

/**
 * Compares a checkpoint with the champion on the same validation set.
 *
 * <p>A checkpoint is better if the lower end of the interval of its gain is above the minimum. Of
 * the checkpoints of one run that noise cannot tell apart, the latest serves: the highest of
 * several noisy scores is the luckiest one, and later checkpoints have seen more. This is the
 * one-standard-error rule (Breiman, Friedman, Olshen and Stone, Classification and Regression
 * Trees, 1984, 3.4.3) with lateness in the place of simplicity. A checkpoint whose learning rate
 * has decayed is expected to be better than an earlier one at a high rate, so it may be behind by
 * as much as noise explains in 19 of 20 cases, and by twice the tolerance.
 */
final class ChampionComparison {
  /** A difference that a sum in another order could make is no gain. */
  private static final double ROUNDING = 1e-9;

  /** The 95th percentile of the standard normal distribution. */
  private static final double ANNEALED_STANDARD_ERRORS = 1.645;

  private static final double ANNEALED_TOLERANCE = 2;

  private final PolicySettings settings;
  private final GainEstimator estimator;

  ChampionComparison(PolicySettings settings, GainEstimator estimator) {
    this.settings = requireNonNull(settings, "settings");
    this.estimator = requireNonNull(estimator, "estimator");
  }

  PolicyDecision judge(Challenger challenger, Champion champion) {
    if (champion.voc07().isEmpty()) {
      return PolicyDecision.of(
          Verdict.BETTER_PROMOTED,
          "the champion " + champion.checkpoint() + " cannot be read any more");
    }
    double gain = voc07(challenger.report()) - champion.voc07().get();
    Optional<GainEstimate> estimate =
        estimator.estimate(champion.report().orElseThrow(), challenger.report(), settings.gain());
    Optional<RunComparison> run = bestOfRun(challenger, champion, estimate);
    DecisionEvidence evidence = new DecisionEvidence(estimate, run, Optional.empty());
    String scores =
        "%s against the champion's %s (%s)"
            .formatted(
                Texts.score(voc07(challenger.report())),
                Texts.score(champion.voc07().get()),
                champion.checkpoint());
    Optional<String> fallen = estimate.flatMap(this::fallenClass);
    if (fallen.isPresent()) {
      return new PolicyDecision(Verdict.CLASS_FELL, scores + ": " + fallen.get(), evidence);
    }
    if (isBetter(gain, estimate)) {
      return new PolicyDecision(
          Verdict.BETTER_PROMOTED, scores + ": " + describeGain(gain, estimate, true), evidence);
    }
    if (run.isPresent()) {
      RunComparison best = run.get();
      boolean equal = best.difference() >= -best.allowed() - ROUNDING;
      return new PolicyDecision(
          equal ? Verdict.LATEST_OF_RUN_PROMOTED : Verdict.NOT_BETTER,
          scores + ": " + describeRun(best, equal),
          evidence);
    }
    return new PolicyDecision(
        Verdict.NOT_BETTER, scores + ": " + describeGain(gain, estimate, false), evidence);
  }

  /**
   * Whether it is better: beyond noise if noise can be estimated, and by its score if the reports
   * of an earlier release do not allow that.
   */
  private boolean isBetter(double gain, Optional<GainEstimate> estimate) {
    double certain = estimate.isEmpty() ? gain : estimate.get().mean().map(Gain::low).orElse(-1.0);
    return certain > settings.gain().minimum() + ROUNDING;
  }

  private Optional<String> fallenClass(GainEstimate estimate) {
    double margin = settings.classFallMargin();
    return estimate.perClass().entrySet().stream()
        .filter(entry -> entry.getValue().high() < -margin - ROUNDING)
        .findFirst()
        .map(
            entry ->
                "class '%s' changes by %s and may fall by at most %s"
                    .formatted(
                        entry.getKey(),
                        Texts.interval(entry.getValue(), estimate.confidence()),
                        Texts.score(margin)));
  }

  /**
   * The comparison with the best of the run, if the rule for one run applies: the champion is an
   * earlier checkpoint of the same run, and no person chose it.
   */
  private Optional<RunComparison> bestOfRun(
      Challenger challenger, Champion champion, Optional<GainEstimate> overChampion) {
    if (!challenger.isLaterThan(champion.checkpoint())
        || champion.promotedByHand()
        || overChampion.isEmpty()) {
      return Optional.empty();
    }
    EvaluationReport best = challenger.bestOfRun().or(champion::report).orElseThrow();
    Optional<GainEstimate> overBest =
        best.checkpoint().equals(champion.checkpoint())
            ? overChampion
            : estimator.estimate(best, challenger.report(), settings.gain());
    Optional<Double> standardError = overBest.flatMap(GainEstimate::mean).map(Gain::standardError);
    return Optional.of(
        new RunComparison(
            best.checkpoint(),
            voc07(best),
            voc07(challenger.report()) - voc07(best),
            standardError,
            allowed(standardError.orElse(0.0), challenger.annealed())));
  }

  private double allowed(double standardError, boolean annealed) {
    return annealed
        ? Math.min(
            ANNEALED_STANDARD_ERRORS * standardError,
            ANNEALED_TOLERANCE * settings.sameRunTolerance())
        : Math.min(standardError, settings.sameRunTolerance());
  }

  private String describeGain(double gain, Optional<GainEstimate> estimate, boolean better) {
    String minimum = Texts.score(settings.gain().minimum());
    if (estimate.isEmpty()) {
      return "gain %s, minimum %s, without an interval because a report of an earlier release has no matches by image"
          .formatted(Texts.difference(gain), minimum);
    }
    Optional<Gain> mean = estimate.get().mean();
    if (mean.isEmpty()) {
      return "gain %s on one image with boxes, too few to estimate noise; add validation images or promote by hand"
          .formatted(Texts.difference(gain));
    }
    return "gain %s, lower end %s the minimum %s"
        .formatted(
            Texts.interval(mean.get(), estimate.get().confidence()),
            better ? "above" : "not above",
            minimum);
  }

  private static String describeRun(RunComparison best, boolean equal) {
    return "%s to the best of its run (%s), %s the %s that noise allows a later checkpoint"
        .formatted(
            Texts.difference(best.difference()),
            best.checkpoint(),
            equal ? "within" : "below by more than",
            Texts.score(best.allowed()));
  }

  private static double voc07(EvaluationReport report) {
    return report.voc07().orElseThrow();
  }
}
