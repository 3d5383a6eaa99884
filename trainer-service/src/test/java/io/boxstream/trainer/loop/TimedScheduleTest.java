package io.boxstream.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimedScheduleTest {

  private static final Duration BUDGET = Duration.ofSeconds(100);

  /** 10 images in batches of 4 for 80 epochs: 200 steps. */
  private static final EpochSchedule NOMINAL = new EpochSchedule(10, 4, 80);

  private static final LearningRateSchedule COSINE = new WarmupCosine(0.01, 20, 200);

  private final TimedSchedule schedule = new TimedSchedule(BUDGET, NOMINAL, COSINE, 4);

  @Test
  void atTheSpeedOfTheRecipeEachStepHasTheRateOfTheRecipe() {
    List<Long> steps = scheduleSteps(step -> 500);

    assertThat(steps).hasSize(200).isSorted().startsWith(0L, 1L, 2L).endsWith(198L, 199L);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 499, 1000, 3000, 9000})
  void theRateReachesItsEndWhenTheTimeIsUpAtEverySpeed(int millis) {
    List<Long> steps = scheduleSteps(step -> millis);

    long last = steps.get(steps.size() - 1);
    assertThat(steps.size() * (double) millis).isBetween(100_000.0, 100_000.0 + millis);
    assertThat(1 - last / 200.0).isLessThanOrEqualTo(millis / 100_000.0 + 0.005);
    assertThat(COSINE.rate(last, 0)).isLessThan(0.001);
  }

  @Test
  void aSpeedThatChangesMidwayChangesTheNumberOfStepsAndNotTheTime() {
    // Given 50 s of 500 steps, then a machine that is twenty times as slow
    List<Long> steps = scheduleSteps(step -> step < 500 ? 100 : 2000);

    assertThat(steps).hasSize(525);
    assertThat(steps.get(499)).isEqualTo(99);
    assertThat(steps.get(524)).isEqualTo(196);
  }

  @Test
  void aSlowFirstStepDoesNotEndTheWarmUp() {
    // Given a compilation of 30 s, which is more of the schedule than its warm-up
    List<Long> steps = scheduleSteps(step -> step == 0 ? 30_000 : 500);

    // Then it rises as in a run of 100 steps, until the rate of that time is lower
    assertThat(steps.subList(0, 12))
        .containsExactly(0L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 67L, 68L, 69L, 70L);
    assertThat(rate(steps.get(5))).isEqualTo(0.01 * 11 / 20, within(1e-12));
    assertThat(steps.get(30)).isEqualTo(89);
    assertThat(steps).hasSize(141).last().isEqualTo(199L);
  }

  @Test
  void aFastMachineWarmsUpInTheSameShareOfTheTime() {
    List<Long> steps = scheduleSteps(step -> 50);

    assertThat(steps).hasSize(2000);
    assertThat(rate(steps.get(99))).isEqualTo(0.005);
    assertThat(rate(steps.get(199))).isEqualTo(0.01);
    assertThat(rate(steps.get(200))).isEqualTo(0.01);
  }

  @Test
  void dropsComeAfterTheSameShareOfTheRunAsInTheRecipe() {
    StepDecay drops = new StepDecay(0.1, 0.5, List.of(40, 60));
    TimedSchedule timed = new TimedSchedule(BUDGET, NOMINAL, drops, 4);

    List<Double> rates =
        scheduleSteps(timed, step -> 1000).stream()
            .map(step -> drops.rate(step, NOMINAL.epochOf(step)))
            .toList();

    assertThat(rates.subList(0, 50)).containsOnly(0.1);
    assertThat(rates.subList(50, 75)).containsOnly(0.05);
    assertThat(rates.subList(75, 100)).containsOnly(0.025);
  }

  @Test
  void aTimeThatIsTooShortForAStepHasOne() {
    assertThat(scheduleSteps(step -> 1_000_000)).containsExactly(0L);
    assertThat(schedule.isDone(new TrainingPosition(0, BUDGET))).isFalse();
  }

  @Test
  void checkpointsAreDueAtTheFirstEndOfAnEpochInEachShareAndAtTheEnd() {
    // Given epochs that end after 2, 5, 7, 10, ... steps of 3 s
    List<Long> due = new ArrayList<>();
    TrainingPosition before = TrainingPosition.start();
    TrainingPosition position = before;
    while (!schedule.isDone(position)) {
      position =
          new TrainingPosition(position.step() + 1, position.elapsed().plus(Duration.ofSeconds(3)));
      if (schedule.checkpointDue(before, position)) {
        due.add(position.step());
        before = position;
      }
    }

    assertThat(due).containsExactly(10L, 17L, 25L, 34L);
  }

  @Test
  void theEpochInWhichTheTimeIsUpCounts() {
    assertThat(schedule.epochsDone(at(6, 99))).isEqualTo(2);
    assertThat(schedule.epochsDone(at(6, 100))).isEqualTo(3);
    assertThat(schedule.epochsDone(at(5, 100))).isEqualTo(2);
    assertThat(schedule.epochsDone(at(1, 100))).isEqualTo(1);
  }

  @Test
  void theLengthIsEstimatedFromTheSpeedAndKnownAtTheEnd() {
    // Given 60 s left, at 2 s a step
    TrainingPosition position = at(20, 40);

    assertThat(schedule.totalSteps(position, 2)).isEqualTo(50);
    assertThat(schedule.totalEpochs(position, 2)).isEqualTo(20);
    assertThat(schedule.remaining(position, null)).isEqualTo(Duration.ofSeconds(60));
    assertThat(schedule.totalSteps(at(51, 101), 2)).isEqualTo(51);
    assertThat(schedule.totalEpochs(at(51, 101), 2)).isEqualTo(21);
    assertThat(schedule.remaining(at(51, 101), null)).isZero();
    assertThat(schedule.totalSteps(at(20, 99), 500)).isEqualTo(21);
  }

  @Test
  void refusesATimeOfNothing() {
    assertThatThrownBy(() -> new TimedSchedule(Duration.ZERO, NOMINAL, COSINE, 4))
        .hasMessageContaining("must be positive");
  }

  private static TrainingPosition at(long step, long seconds) {
    return new TrainingPosition(step, Duration.ofSeconds(seconds));
  }

  private static double rate(long scheduleStep) {
    return COSINE.rate(scheduleStep, 0);
  }

  private List<Long> scheduleSteps(LongToIntFunction millisOfStep) {
    return scheduleSteps(schedule, millisOfStep);
  }

  private static List<Long> scheduleSteps(TimedSchedule timed, LongToIntFunction millisOfStep) {
    List<Long> steps = new ArrayList<>();
    TrainingPosition position = TrainingPosition.start();
    while (!timed.isDone(position)) {
      steps.add(timed.scheduleStep(position));
      position =
          new TrainingPosition(
              position.step() + 1,
              position.elapsed().plusMillis(millisOfStep.applyAsInt(position.step())));
    }
    return steps;
  }
}
