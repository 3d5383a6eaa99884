package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private final EarlyStopping rule = new EarlyStopping(3, 0.01, 0);

  @Test
  void stopsAfterAsManyEvaluationsWithoutAnImprovementAsThePatience() {
    assertThat(rule.reasonToStop(25, scores(0.5, 0.83, 0.82, 0.81))).isEmpty();
    assertThat(rule.reasonToStop(30, scores(0.5, 0.83, 0.82, 0.81, 0.83)))
        .contains(
            "stopped early after epoch 30: validation VOC07 mAP has not improved on 0.830"
                + " (epoch 10) for 3 evaluations");
  }

  @Test
  void goesOnWhenTheLastEvaluationIsTheBest() {
    assertThat(rule.reasonToStop(30, scores(0.5, 0.4, 0.4, 0.52))).isEmpty();
  }

  @Test
  void aGainOfTheMinimumIsNoImprovement() {
    EarlyStopping strict = new EarlyStopping(2, 0.125, 0);

    assertThat(strict.reasonToStop(15, scores(0.5, 0.625, 0.625))).isPresent();
    assertThat(strict.reasonToStop(15, scores(0.5, 0.626, 0.7))).isEmpty();
  }

  @Test
  void smallGainsAddUp() {
    assertThat(rule.reasonToStop(25, scores(0.5, 0.506, 0.512, 0.518, 0.524))).isEmpty();
  }

  @Test
  void countsOnlyEvaluationsAfterTheEpochFromWhichItApplies() {
    EarlyStopping later = new EarlyStopping(3, 0, 15);

    assertThat(later.reasonToStop(25, scores(0.8, 0.7, 0.7, 0.7, 0.7))).isEmpty();
    assertThat(later.reasonToStop(30, scores(0.8, 0.7, 0.7, 0.7, 0.7, 0.7)))
        .get()
        .asString()
        .contains("0.800 (epoch 5) for 3 evaluations");
  }

  @Test
  void doesNotJudgeANetworkThatHasFoundNothingYet() {
    assertThat(rule.reasonToStop(25, scores(0, 0, 0, 0, 0))).isEmpty();
    assertThat(rule.reasonToStop(25, List.of())).isEmpty();
  }

  @Test
  void evaluationsThatAreStillMissingDoNotCount() {
    List<EvaluatedEpoch> evaluations =
        List.of(
            new EvaluatedEpoch(5, 0.8), new EvaluatedEpoch(20, 0.7), new EvaluatedEpoch(40, 0.7));

    assertThat(rule.reasonToStop(45, evaluations)).isEmpty();
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> new EarlyStopping(0, 0, 0)).hasMessageContaining("patience");
    assertThatThrownBy(() -> new EarlyStopping(1, -0.1, 0)).hasMessageContaining("minimumGain");
    assertThatThrownBy(() -> new EarlyStopping(1, 0, -1)).hasMessageContaining("fromEpoch");
  }

  /** A checkpoint every fifth epoch. */
  private static List<EvaluatedEpoch> scores(double... scores) {
    List<EvaluatedEpoch> evaluations = new ArrayList<>();
    for (double score : scores) {
      evaluations.add(new EvaluatedEpoch(5 * (evaluations.size() + 1), score));
    }
    return evaluations;
  }
}
