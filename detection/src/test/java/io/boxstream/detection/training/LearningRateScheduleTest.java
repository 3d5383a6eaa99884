package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void dropsAtTheStartOfItsEpochs() {
    StepDecay schedule = new StepDecay(0.0005, 0.1, List.of(60, 80));

    assertThat(schedule.rate(0, 0)).isEqualTo(0.0005);
    assertThat(schedule.rate(9999, 59)).isEqualTo(0.0005);
    assertThat(schedule.rate(0, 60)).isCloseTo(0.00005, within(1e-12));
    assertThat(schedule.rate(0, 80)).isCloseTo(0.000005, within(1e-12));
  }

  @Test
  void risesLinearlyThenFallsAlongHalfACosine() {
    WarmupCosine schedule = new WarmupCosine(0.003, 30, 1030);

    assertThat(schedule.rate(0, 0)).isCloseTo(0.0001, within(1e-12));
    assertThat(schedule.rate(29, 0)).isCloseTo(0.003, within(1e-12));
    assertThat(schedule.rate(30, 0)).isCloseTo(0.003, within(1e-12));
    assertThat(schedule.rate(530, 0)).isCloseTo(0.0015, within(1e-12));
    assertThat(schedule.rate(1030, 0)).isCloseTo(0, within(1e-12));
    assertThat(schedule.rate(5000, 0)).as("a run that goes on").isCloseTo(0, within(1e-12));
  }

  @Test
  void neverRisesAfterTheWarmup() {
    WarmupCosine schedule = new WarmupCosine(0.003, 30, 1000);

    for (int step = 30; step < 1100; step++) {
      assertThat(schedule.rate(step + 1, 0)).isLessThanOrEqualTo(schedule.rate(step, 0));
    }
  }

  @Test
  void refusesARateThatIsNotPositive() {
    assertThatThrownBy(() -> new StepDecay(0, 0.1, List.of())).hasMessageContaining("not 0.0");
    assertThatThrownBy(() -> new WarmupCosine(Double.NaN, 1, 2)).hasMessageContaining("NaN");
  }
}
