package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.trainer.fake.TestRuns;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLimitsTest {

  private static final EarlyStoppingOverrides ASKED = new EarlyStoppingOverrides(3, 0.02);

  @Test
  void aRequestCanSayHowLongToTrain() {
    assertThat(limits("quick", RunOverrides.none().withMinutes(2.5)).timeBudget())
        .contains(Duration.ofSeconds(150));
    assertThat(limits("quick", RunOverrides.none().withMinutes(1e-9)).timeBudget())
        .contains(Duration.ofMillis(1));
    assertThat(limits("quick", RunOverrides.none()).timeBudget()).isEmpty();
  }

  @Test
  void aScheduleWithDropsIsStoppedEarlyAfterTheLastOfThem() {
    assertThat(limits("classic", RunOverrides.none()).earlyStopping())
        .contains(new EarlyStopping(5, 0.001, 80));
  }

  @Test
  void aScheduleThatFallsToZeroIsNotStoppedEarlyUnlessAsked() {
    assertThat(limits("quick", RunOverrides.none()).earlyStopping()).isEmpty();
    assertThat(limits("classic", RunOverrides.none().withMinutes(5.0)).earlyStopping()).isEmpty();
    assertThat(limits("quick", RunOverrides.none().withEarlyStopping(ASKED)).earlyStopping())
        .contains(new EarlyStopping(3, 0.02, 0));
  }

  @Test
  void whoAsksForAPatienceMeansTheWholeRun() {
    assertThat(limits("classic", RunOverrides.none().withEarlyStopping(ASKED)).earlyStopping())
        .contains(new EarlyStopping(3, 0.02, 0));
  }

  @Test
  void aPatienceOfZeroMeansNever() {
    RunOverrides never = RunOverrides.none().withEarlyStopping(new EarlyStoppingOverrides(0, null));

    assertThat(limits("classic", never).earlyStopping()).isEmpty();
  }

  @Test
  void aRecordKeepsTheLimits() {
    RunLimits limits =
        new RunLimits(
            Optional.of(Duration.ofMillis(90_500)), Optional.of(new EarlyStopping(3, 0.02, 7)));

    assertThat(RunLimits.of(limits.addTo(TestRuns.configuration(Map.of("optimizer", "sgd")))))
        .isEqualTo(limits);
    assertThat(limits.addTo(TestRuns.configuration(Map.of("optimizer", "sgd"))).settings())
        .containsEntry("optimizer", "sgd");
  }

  @Test
  void aRecordOfAnEarlierReleaseHasNone() {
    assertThat(RunLimits.of(TestRuns.configuration(Map.of())))
        .isEqualTo(new RunLimits(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "time.budget,soon",
    "time.budget,PT0S",
    "early.stopping.patience,many",
    "early.stopping.patience,5"
  })
  void aRecordThatCannotBeFollowedFailsTheRun(String setting, String value) {
    assertThatThrownBy(() -> RunLimits.of(TestRuns.configuration(Map.of(setting, value))))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("the run's limits cannot be followed: ");
  }

  private static RunLimits limits(String recipe, RunOverrides request) {
    RecipeRegistry recipes =
        new RecipeRegistry(
            new RunOverrides(recipe, null, null, null, null, null), Optional.empty());
    return recipes.limits(request, recipes.resolve(request, 100));
  }
}
