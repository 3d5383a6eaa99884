package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochScheduleTest {

  @Test
  void carriesTheIncompleteBatchOverToTheNextEpoch() {
    // Given 10 images in batches of 4: 2, 3, 2 and 3 full batches in four epochs
    EpochSchedule schedule = new EpochSchedule(10, 4, 4);

    List<Integer> epochs =
        LongStream.range(0, schedule.totalSteps()).mapToObj(schedule::epochOf).toList();

    assertThat(epochs).containsExactly(0, 0, 1, 1, 1, 2, 2, 3, 3, 3);
    assertThat(
            List.of(
                schedule.firstStepOf(1),
                schedule.firstStepOf(2),
                schedule.firstStepOf(3),
                schedule.firstStepOf(4)))
        .containsExactly(2L, 5L, 7L, 10L);
  }

  @Test
  void leavesOutWhatRemainsAfterTheLastEpoch() {
    EpochSchedule schedule = new EpochSchedule(10, 4, 3);

    assertThat(schedule.totalSteps()).isEqualTo(7);
    assertThat(schedule.epochsDone(7)).isEqualTo(3);
  }

  @Test
  void hasEpochsWithoutStepsWhenTheBatchIsLargerThanTheDataSet() {
    // Given 10 images in batches of 16: epochs 0 and 2 fill no batch
    EpochSchedule schedule = new EpochSchedule(10, 16, 5);

    List<Integer> epochs =
        LongStream.range(0, schedule.totalSteps()).mapToObj(schedule::epochOf).toList();

    assertThat(epochs).containsExactly(1, 3, 4);
  }

  @Test
  void hasOneStepEvenWhenAllEpochsTogetherFillNoBatch() {
    EpochSchedule schedule = new EpochSchedule(3, 16, 2);

    assertThat(schedule.totalSteps()).isEqualTo(1);
    assertThat(schedule.epochOf(0)).isEqualTo(1);
    assertThat(schedule.checkpointDue(1, 5)).isTrue();
  }

  @Test
  void asksForACheckpointEveryFewEpochsAndAlwaysAfterTheLast() {
    EpochSchedule schedule = new EpochSchedule(10, 4, 5);

    List<Long> due =
        LongStream.rangeClosed(0, schedule.totalSteps())
            .filter(steps -> schedule.checkpointDue(steps, 2))
            .boxed()
            .toList();

    // Then after epochs 2, 4 and 5
    assertThat(due).containsExactly(5L, 10L, 12L);
    assertThat(due.stream().map(schedule::epochsDone)).containsExactly(2, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({"292,16,55", "10,16,9", "7,7,3", "1,1,4", "205,8,100", "5,64,2"})
  void everyEpochBeginsWhereTheOneBeforeEnds(int images, int batch, int epochs) {
    EpochSchedule schedule = new EpochSchedule(images, batch, epochs);

    for (long step = 0; step < schedule.totalSteps(); step++) {
      int epoch = schedule.epochOf(step);
      assertThat(step).isBetween(schedule.firstStepOf(epoch), schedule.firstStepOf(epoch + 1) - 1);
      assertThat(schedule.endsEpoch(step + 1)).isEqualTo(schedule.epochsDone(step + 1) > epoch);
    }
    assertThat(schedule.epochsDone(schedule.totalSteps())).isEqualTo(epochs);
  }

  @Test
  void refusesAnEmptyDataSet() {
    assertThatThrownBy(() -> new EpochSchedule(0, 8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images must be at least 1, is 0");
  }
}
