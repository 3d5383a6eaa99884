package io.boxstream.evaluator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.evaluator.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {
  private final PromotionPolicy anyGain = new PromotionPolicy(PolicySettings.defaults());

  @Test
  void promotesTheFirstModel() {
    assertThat(verdict(anyGain, Samples.report(1, 0.001), Optional.empty()))
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void doesNotPromoteAFirstModelThatFindsNothing() {
    PolicyDecision decision = anyGain.judge(Samples.report(1, 0.0), Optional.empty());

    assertThat(decision.verdict()).isEqualTo(Verdict.BELOW_MINIMUM_FIRST_SCORE);
    assertThat(decision.reason()).contains("0.0000", "0.0010", "train for more epochs");
  }

  @Test
  void asksOnlyTheFirstModelForTheMinimumFirstScore() {
    PromotionPolicy policy = new PromotionPolicy(new PolicySettings(0.4, 0, 0, 1));

    assertThat(verdict(policy, Samples.report(1, 0.39), Optional.empty()))
        .isEqualTo(Verdict.BELOW_MINIMUM_FIRST_SCORE);
    assertThat(verdict(policy, Samples.report(1, 0.4), Optional.empty()))
        .isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(verdict(policy, Samples.report(2, 0.2), champion(0.1)))
        .isEqualTo(Verdict.BETTER_PROMOTED);
  }

  @Test
  void promotesAnyFirstModelWithoutAMinimum() {
    PromotionPolicy policy = new PromotionPolicy(new PolicySettings(0, 0, 0, 1));

    assertThat(verdict(policy, Samples.report(1, 0.0), Optional.empty()))
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void promotesOnlyWhatIsBetterThanTheChampion() {
    assertThat(verdict(anyGain, Samples.report(2, 0.51), champion(0.5)))
        .isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(verdict(anyGain, Samples.report(2, 0.5), champion(0.5)))
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(verdict(anyGain, Samples.report(2, 0.49), champion(0.5)))
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void doesNotTakeARoundingErrorForAGain() {
    assertThat(verdict(anyGain, Samples.report(2, 0.5 + 1e-12), champion(0.5)))
        .isEqualTo(Verdict.NOT_BETTER);
  }

  @Test
  void asksForMoreThanTheMinimumGain() {
    PromotionPolicy policy = new PromotionPolicy(new PolicySettings(0, 0.05, 0, 1));

    assertThat(verdict(policy, Samples.report(2, 0.55), champion(0.5)))
        .isEqualTo(Verdict.NOT_BETTER);
    assertThat(verdict(policy, Samples.report(2, 0.56), champion(0.5)))
        .isEqualTo(Verdict.BETTER_PROMOTED);
  }

  @Test
  void asksEachClassForItsFloorEvenOfTheFirstModel() {
    PromotionPolicy policy = new PromotionPolicy(new PolicySettings(0, 0, 0.3, 1));

    PolicyDecision decision = policy.judge(Samples.report(1, 0.29), Optional.empty());

    assertThat(decision.verdict()).isEqualTo(Verdict.CLASS_BELOW_FLOOR);
    assertThat(decision.reason()).contains("hat", "0.2900", "0.3000");
    assertThat(verdict(policy, Samples.report(1, 0.3), Optional.empty()))
        .isEqualTo(Verdict.FIRST_PROMOTED);
  }

  @Test
  void doesNotJudgeOnTooFewImages() {
    PromotionPolicy policy = new PromotionPolicy(new PolicySettings(0, 0, 0, 21));

    assertThat(verdict(policy, Samples.report(1, 0.9), Optional.empty()))
        .isEqualTo(Verdict.TOO_FEW_IMAGES);
  }

  @Test
  void doesNotJudgeWithoutGroundTruth() {
    EvaluationReport empty =
        Samples.report(
            1, new ValidationSet(Samples.HASH, Samples.HASH, 0, List.of()), Optional.empty());

    assertThat(verdict(anyGain, empty, Optional.empty())).isEqualTo(Verdict.EMPTY_VALIDATION_SET);
    assertThat(verdict(anyGain, empty, champion(0.1))).isEqualTo(Verdict.EMPTY_VALIDATION_SET);
  }

  @Test
  void replacesAChampionThatCannotBeReadAnyMore() {
    Optional<Champion> lost = Optional.of(new Champion(Samples.checkpoint(1), Optional.empty()));

    PolicyDecision decision = anyGain.judge(Samples.report(2, 0.1), lost);

    assertThat(decision.verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(decision.reason()).contains("run-000001").contains("cannot be read");
  }

  @Test
  void refusesSettingsThatAreNoFractions() {
    assertThatThrownBy(() -> new PolicySettings(1.1, 0, 0, 1))
        .hasMessageContaining("minimumFirstScore");
    assertThatThrownBy(() -> new PolicySettings(0, -0.1, 0, 1)).hasMessageContaining("minimumGain");
    assertThatThrownBy(() -> new PolicySettings(0, 0, Double.NaN, 1))
        .hasMessageContaining("classFloor");
    assertThatThrownBy(() -> new PolicySettings(0, 0, 0, 0)).hasMessageContaining("minimumImages");
  }

  private static Verdict verdict(
      PromotionPolicy policy, EvaluationReport report, Optional<Champion> champion) {
    return policy.judge(report, champion).verdict();
  }

  private static Optional<Champion> champion(double voc07) {
    return Optional.of(new Champion(Samples.checkpoint(1), Optional.of(voc07)));
  }
}
