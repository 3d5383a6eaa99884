package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.util.Locale;
import java.util.Optional;

/** Compares a checkpoint with the champion on the same validation set. */
public final class PromotionPolicy {
  /** A difference that a sum in another order could make is no gain. */
  private static final double ROUNDING = 1e-9;

  private final PolicySettings settings;

  public PromotionPolicy(PolicySettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Judges a checkpoint.
   *
   * @param report its report
   * @param champion what serves now, scored on the report's validation set; empty when nothing does
   */
  public PolicyDecision judge(EvaluationReport report, Optional<Champion> champion) {
    int images = report.validationSet().images();
    if (report.voc07().isEmpty()) {
      return new PolicyDecision(
          Verdict.EMPTY_VALIDATION_SET, "none of " + images + " validation images has a box");
    }
    if (images < settings.minimumImages()) {
      return new PolicyDecision(
          Verdict.TOO_FEW_IMAGES,
          images + " validation images are fewer than " + settings.minimumImages());
    }
    return classBelowFloor(report)
        .orElseGet(
            () ->
                champion
                    .map(current -> compare(report.voc07().get(), current))
                    .orElseGet(() -> first(report.voc07().get())));
  }

  private PolicyDecision first(double voc07) {
    if (voc07 < settings.minimumFirstScore()) {
      return new PolicyDecision(
          Verdict.BELOW_MINIMUM_FIRST_SCORE,
          "VOC07 mAP %s is below %s, the minimum for the first promotion of a model; train for more epochs or add training images"
              .formatted(score(voc07), score(settings.minimumFirstScore())));
    }
    return new PolicyDecision(Verdict.FIRST_PROMOTED, "the first model, at " + score(voc07));
  }

  private Optional<PolicyDecision> classBelowFloor(EvaluationReport report) {
    return report.perClass().entrySet().stream()
        .filter(entry -> entry.getValue().voc07().orElse(1.0) < settings.classFloor())
        .findFirst()
        .map(
            entry ->
                new PolicyDecision(
                    Verdict.CLASS_BELOW_FLOOR,
                    "class '%s' at %s is below the floor of %s"
                        .formatted(
                            entry.getKey(),
                            score(entry.getValue().voc07().orElse(1.0)),
                            score(settings.classFloor()))));
  }

  private PolicyDecision compare(double challenger, Champion champion) {
    if (champion.voc07().isEmpty()) {
      return new PolicyDecision(
          Verdict.BETTER_PROMOTED,
          "the champion " + champion.checkpoint() + " cannot be read any more");
    }
    double current = champion.voc07().get();
    boolean better = challenger - current > settings.minimumGain() + ROUNDING;
    String comparison =
        "%s against the champion's %s (%s), minimum gain %s"
            .formatted(
                score(challenger),
                score(current),
                champion.checkpoint(),
                score(settings.minimumGain()));
    return new PolicyDecision(better ? Verdict.BETTER_PROMOTED : Verdict.NOT_BETTER, comparison);
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
