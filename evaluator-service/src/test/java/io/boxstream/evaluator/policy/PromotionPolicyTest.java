package io.boxstream.evaluator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DecisionEvidence.RunComparison;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import io.boxstream.evaluator.policy.PolicySettings.Minimums;
import io.boxstream.evaluator.policy.PolicySettings.TrialRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {
  private static final PolicySettings DEFAULTS = PolicySettings.defaults();
  private static final GainEstimator NO_MATCHES = (baseline, candidate, rule) -> Optional.empty();

  private final PromotionPolicy plain = new PromotionPolicy(DEFAULTS, NO_MATCHES);

  @Test
  void promotesTheFirstModelWithoutAnEstimate() {
    PromotionPolicy policy =
        new PromotionPolicy(
            DEFAULTS,
            (baseline, candidate, rule) -> {
              throw new AssertionError("nothing to compare with");
            });

    PolicyDecision decision = policy.judge(challenger(1, 0.001), Optional.empty());

    assertThat(decision.verdict()).isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(decision.evidence().gain()).isEmpty();
  }

  @Test
  void doesNotPromoteAFirstModelThatFindsNothing() {
    PolicyDecision decision = plain.judge(challenger(1, 0.0), Optional.empty());

    assertThat(decision.verdict()).isEqualTo(Verdict.BELOW_MINIMUM_FIRST_SCORE);
    assertThat(decision.reason()).contains("0.0000", "0.0010", "train for more epochs");
  }

  @Test
  void asksOnlyTheFirstModelForTheMinimumFirstScore() {
    PromotionPolicy policy = plain(new Minimums(1, 0.4, 0));

    assertThat(policy.judge(challenger(1, 0.39), Optional.empty()).verdict())
        .isEqualTo(Verdict.BELOW_MINIMUM_FIRST_SCORE);
    assertThat(policy.judge(challenger(1, 0.4), Optional.empty()).verdict())
        .isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(policy.judge(challenger(2, 0.2), champion(1, 0.1)).verdict())
        .isEqualTo(Verdict.BETTER_PROMOTED);
  }

  @Test
  void promotesAnyFirstModelWithoutAMinimum() {
    assertThat(plain(new Minimums(1, 0, 0)).judge(challenger(1, 0.0), Optional.empty()).verdict())
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void comparesScoresWhereAnOldReportHasNoMatchesAndSaysSo() {
    PolicyDecision better = plain.judge(challenger(2, 0.51), champion(1, 0.5));

    assertThat(better.verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(better.reason()).contains("without an interval", "earlier release");
    assertThat(better.evidence().gain()).isEmpty();
    assertThat(plain.judge(challenger(2, 0.5), champion(1, 0.5)).verdict())
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(plain.judge(challenger(2, 0.49), champion(1, 0.5)).verdict())
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void doesNotTakeARoundingErrorForAGain() {
    assertThat(plain.judge(challenger(2, 0.5 + 1e-12), champion(1, 0.5)).verdict())
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void promotesOnlyWhatIsBetterBeyondNoise() {
    PolicyDecision lucky = judgeOtherRun(0.6, 0.5, gain(0.1, -0.01, 0.21, 0.06));
    PolicyDecision better = judgeOtherRun(0.6, 0.5, gain(0.1, 0.01, 0.19, 0.05));

    assertThat(lucky.verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(lucky.reason())
        .contains("0.6000", "0.5000", "+0.1000 (90 % interval -0.0100 to +0.2100)", "not above");
    assertThat(better.verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(better.evidence().gain().orElseThrow().mean()).contains(gain(0.1, 0.01, 0.19, 0.05));
  }

  @Test
  void asksForMoreThanTheMinimumGain() {
    PolicySettings settings = DEFAULTS.with(new GainRule(0.05, 0.9, 2000));
    Champion champion = otherRun(0.5);

    assertThat(
            policy(settings, gain(0.1, 0.05, 0.15, 0.03))
                .judge(challenger(2, 0.6), Optional.of(champion))
                .verdict())
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(
            policy(settings, gain(0.1, 0.051, 0.15, 0.03))
                .judge(challenger(2, 0.6), Optional.of(champion))
                .verdict())
        .isEqualTo(Verdict.BETTER_PROMOTED);
  }

  @Test
  void keepsTheChampionOfAnotherRunWhenOneImageCannotTell() {
    GainEstimate unknown = new GainEstimate(Optional.empty(), Map.of(), 0.9, 2000);

    PolicyDecision decision =
        new PromotionPolicy(DEFAULTS, (baseline, candidate, rule) -> Optional.of(unknown))
            .judge(challenger(2, 0.9), Optional.of(otherRun(0.5)));

    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(decision.reason()).contains("one image", "add validation images");
  }

  /** The scores of the case that made the rule: epoch 18 at 0.901 and the last one at 0.896. */
  @Test
  void promotesTheLaterCheckpointOfARunThatNoiseCannotTellFromTheBest() {
    PolicyDecision decision =
        policy(DEFAULTS, gain(-0.005, -0.06, 0.05, 0.03))
            .judge(challenger(71, 0.896), champion(18, 0.901));

    assertThat(decision.verdict()).isEqualTo(Verdict.LATEST_OF_RUN_PROMOTED);
    assertThat(decision.reason()).contains("run-000018", "within the 0.0300");
    RunComparison best = decision.evidence().bestOfRun().orElseThrow();
    assertThat(best.checkpoint()).isEqualTo(Samples.checkpoint(18));
    assertThat(best.standardError()).contains(0.03);
    assertThat(best.allowed()).isEqualTo(0.03);
  }

  @Test
  void keepsTheChampionOfARunOnceItIsWorseByMoreThanAStandardErrorOrTheTolerance() {
    assertThat(judgeSameRun(0.86, 0.9, gain(-0.04, -0.09, 0.01, 0.03)))
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(judgeSameRun(0.84, 0.9, gain(-0.06, -0.3, 0.2, 0.15)))
        .as("within noise, but not within the tolerance of 0.05")
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(judgeSameRun(0.86, 0.9, gain(-0.04, -0.3, 0.2, 0.15)))
        .isEqualTo(Verdict.LATEST_OF_RUN_PROMOTED);
  }

  /** Otherwise a run could go down step by step, each within noise. */
  @Test
  void comparesALaterCheckpointWithTheBestOfItsRunAndNotOnlyWithTheChampion() {
    EvaluationReport best = Samples.report(10, 0.9);
    GainEstimator estimator =
        (baseline, candidate, rule) ->
            Optional.of(
                estimate(
                    baseline.equals(best)
                        ? gain(-0.06, -0.1, -0.02, 0.03)
                        : gain(-0.02, -0.06, 0.02, 0.03)));

    PolicyDecision decision =
        new PromotionPolicy(DEFAULTS, estimator)
            .judge(
                new Challenger(Samples.report(30, 0.84), Optional.of(best), false),
                champion(20, 0.86));

    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(decision.reason()).contains("run-000010", "below by more than");
  }

  @Test
  void allowsMoreToACheckpointWhoseLearningRateHasDecayed() {
    assertThat(verdict(-0.07, 0.048, false)).isEqualTo(Verdict.NOT_BETTER);
    assertThat(verdict(-0.07, 0.048, true)).isEqualTo(Verdict.LATEST_OF_RUN_PROMOTED);
    assertThat(verdict(-0.08, 0.048, true)).isEqualTo(Verdict.NOT_BETTER);
    assertThat(verdict(-0.11, 0.2, true)).isEqualTo(Verdict.NOT_BETTER);
  }

  private static Verdict verdict(double difference, double standardError, boolean annealed) {
    EvaluationReport best = Samples.report(20, 0.9);
    return policy(DEFAULTS, gain(difference, difference - 0.08, 0.01, standardError))
        .judge(
            new Challenger(Samples.report(40, 0.9 + difference), Optional.of(best), annealed),
            champion(20, 0.9))
        .verdict();
  }

  @Test
  void asksAnEarlierCheckpointOfTheRunForAGain() {
    assertThat(
            policy(DEFAULTS, gain(0, -0.05, 0.05, 0.03))
                .judge(challenger(17, 0.9), champion(18, 0.9))
                .verdict())
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void replacesAPersonsChoiceOnlyByWhatIsBetterBeyondNoise() {
    Champion chosen =
        new Champion(Samples.checkpoint(1), Optional.of(Samples.report(1, 0.5)), true);

    assertThat(
            policy(DEFAULTS, gain(0.02, -0.03, 0.07, 0.03))
                .judge(challenger(2, 0.52), Optional.of(chosen))
                .verdict())
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(
            policy(DEFAULTS, gain(0.1, 0.01, 0.19, 0.05))
                .judge(challenger(2, 0.6), Optional.of(chosen))
                .verdict())
        .isEqualTo(Verdict.BETTER_PROMOTED);
  }

  @Test
  void asksALaterCheckpointToBeAsGoodWhenNoiseCannotBeEstimated() {
    GainEstimate unknown = new GainEstimate(Optional.empty(), Map.of(), 0.9, 2000);
    PromotionPolicy policy =
        new PromotionPolicy(DEFAULTS, (baseline, candidate, rule) -> Optional.of(unknown));

    assertThat(policy.judge(challenger(2, 0.5), champion(1, 0.5)).verdict())
        .isEqualTo(Verdict.LATEST_OF_RUN_PROMOTED);
    assertThat(policy.judge(challenger(2, 0.49), champion(1, 0.5)).verdict())
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void doesNotLetAClassFallBeyondNoiseWhateverTheMeanGains() {
    GainEstimate estimate =
        new GainEstimate(
            Optional.of(gain(0.1, 0.05, 0.15, 0.03)),
            Map.of("hat", gain(0.4, 0.3, 0.5, 0.05), "person", gain(-0.2, -0.3, -0.06, 0.06)),
            0.9,
            2000);
    PromotionPolicy policy =
        new PromotionPolicy(DEFAULTS, (baseline, candidate, rule) -> Optional.of(estimate));

    PolicyDecision decision = policy.judge(challenger(2, 0.6), champion(1, 0.5));

    assertThat(decision.verdict()).isEqualTo(Verdict.CLASS_FELL);
    assertThat(decision.reason()).contains("'person'", "-0.2000", "at most 0.0500");
  }

  @Test
  void letsAClassFallWithinNoiseOrWithinTheMargin() {
    for (Gain fall :
        new Gain[] {gain(-0.2, -0.4, -0.04, 0.1), gain(-0.04, -0.045, -0.035, 0.003)}) {
      GainEstimate estimate =
          new GainEstimate(
              Optional.of(gain(0.1, 0.05, 0.15, 0.03)), Map.of("person", fall), 0.9, 2000);

      assertThat(
              new PromotionPolicy(DEFAULTS, (baseline, candidate, rule) -> Optional.of(estimate))
                  .judge(challenger(2, 0.6), champion(1, 0.5))
                  .verdict())
          .isEqualTo(Verdict.BETTER_PROMOTED);
    }
  }

  @Test
  void asksEachClassForItsFloorEvenOfTheFirstModel() {
    PromotionPolicy policy = plain(new Minimums(1, 0, 0.3));

    PolicyDecision decision = policy.judge(challenger(1, 0.29), Optional.empty());

    assertThat(decision.verdict()).isEqualTo(Verdict.CLASS_BELOW_FLOOR);
    assertThat(decision.reason()).contains("hat", "0.2900", "0.3000");
    assertThat(policy.judge(challenger(1, 0.3), Optional.empty()).verdict())
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void doesNotJudgeOnTooFewImages() {
    assertThat(plain(new Minimums(21, 0, 0)).judge(challenger(1, 0.9), Optional.empty()).verdict())
        .isEqualTo(Verdict.TOO_FEW_IMAGES);
  }

  @Test
  void doesNotJudgeWithoutGroundTruth() {
    Challenger empty =
        new Challenger(
            Samples.report(
                1, new ValidationSet(Samples.HASH, Samples.HASH, 0, List.of()), Optional.empty()),
            Optional.empty(),
            false);

    assertThat(plain.judge(empty, Optional.empty()).verdict())
        .isEqualTo(Verdict.EMPTY_VALIDATION_SET);
    assertThat(plain.judge(empty, champion(1, 0.1)).verdict())
        .isEqualTo(Verdict.EMPTY_VALIDATION_SET);
  }

  @Test
  void replacesAChampionThatCannotBeReadAnyMore() {
    Champion lost = new Champion(Samples.checkpoint(1), Optional.empty(), false);

    PolicyDecision decision = plain.judge(challenger(2, 0.1), Optional.of(lost));

    assertThat(decision.verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(decision.reason()).contains("run-000001").contains("cannot be read");
  }

  @Test
  void doesNotPromoteWhatFailsItsTrialOrIsTooSlow() {
    PromotionPolicy policy =
        new PromotionPolicy(
            DEFAULTS.with(new TrialRule(4, Optional.of(Duration.ofMillis(20)))), NO_MATCHES);
    PolicyDecision promotion = policy.judge(challenger(1, 0.5), Optional.empty());

    PolicyDecision failed =
        policy.judge(promotion, new Trial(4, Optional.empty(), Optional.of("image a: it burns")));
    PolicyDecision slow =
        policy.judge(promotion, new Trial(4, Optional.of(20.1), Optional.empty()));
    PolicyDecision fast =
        policy.judge(promotion, new Trial(4, Optional.of(20.0), Optional.empty()));

    assertThat(failed.verdict()).isEqualTo(Verdict.SMOKE_CHECK_FAILED);
    assertThat(failed.reason()).contains("it burns");
    assertThat(slow.verdict()).isEqualTo(Verdict.TOO_SLOW);
    assertThat(slow.reason()).contains("20.1 ms", "budget of 20.0 ms");
    assertThat(fast.verdict()).isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(fast.evidence().trial().orElseThrow().medianMillis()).contains(20.0);
  }

  @Test
  void doesNotLimitLatencyByDefault() {
    PolicyDecision promotion = plain.judge(challenger(1, 0.5), Optional.empty());

    assertThat(plain.judge(promotion, new Trial(4, Optional.of(1e6), Optional.empty())).verdict())
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Minimums(1, 1.1, 0)).hasMessageContaining("minimumFirstScore");
    assertThatThrownBy(() -> new Minimums(1, 0, Double.NaN)).hasMessageContaining("classFloor");
    assertThatThrownBy(() -> new Minimums(0, 0, 0)).hasMessageContaining("minimumImages");
    assertThatThrownBy(() -> new GainRule(-0.1, 0.9, 2000)).hasMessageContaining("minimumGain");
    assertThatThrownBy(() -> new GainRule(0, 1, 2000)).hasMessageContaining("confidence");
    assertThatThrownBy(() -> new GainRule(0, 0.9, 10)).hasMessageContaining("resamples");
    assertThatThrownBy(() -> new TrialRule(-1, Optional.empty()))
        .hasMessageContaining("referenceImages");
    assertThatThrownBy(() -> new TrialRule(1, Optional.of(Duration.ZERO)))
        .hasMessageContaining("latencyBudget");
    assertThatThrownBy(() -> new TrialRule(0, Optional.of(Duration.ofMillis(1))))
        .hasMessageContaining("referenceImages must be positive");
  }

  private static PolicyDecision judgeOtherRun(double voc07, double championVoc07, Gain gain) {
    return policy(DEFAULTS, gain).judge(challenger(2, voc07), Optional.of(otherRun(championVoc07)));
  }

  private static Verdict judgeSameRun(double voc07, double championVoc07, Gain gain) {
    return policy(DEFAULTS, gain).judge(challenger(2, voc07), champion(1, championVoc07)).verdict();
  }

  private static PromotionPolicy plain(Minimums minimums) {
    return new PromotionPolicy(DEFAULTS.with(minimums), NO_MATCHES);
  }

  private static PromotionPolicy policy(PolicySettings settings, Gain gain) {
    return new PromotionPolicy(
        settings, (baseline, candidate, rule) -> Optional.of(estimate(gain)));
  }

  private static GainEstimate estimate(Gain gain) {
    return new GainEstimate(Optional.of(gain), Map.of("hat", gain), 0.9, 2000);
  }

  private static Gain gain(double value, double low, double high, double standardError) {
    return new Gain(value, low, high, standardError);
  }

  private static Challenger challenger(int epoch, double voc07) {
    return new Challenger(Samples.report(epoch, voc07), Optional.empty(), false);
  }

  private static Optional<Champion> champion(int epoch, double voc07) {
    return Optional.of(
        new Champion(Samples.checkpoint(epoch), Optional.of(Samples.report(epoch, voc07)), false));
  }

  private static Champion otherRun(double voc07) {
    EvaluationReport report = Samples.report("other", 1, voc07);
    return new Champion(report.checkpoint(), Optional.of(report), false);
  }
}
