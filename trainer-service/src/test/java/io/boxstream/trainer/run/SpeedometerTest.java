package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpeedometerTest {

  private static final long HALF_SECOND = 500_000_000L;

  @Test
  void knowsNothingBeforeTheFirstStep() {
    Speedometer speedometer = new Speedometer();
    speedometer.restart(7);

    assertThat(speedometer.imagesPerSecond(16)).isZero();
    assertThat(speedometer.timeFor(10)).isZero();
  }

  @Test
  void measuresOverTheLatestStepsOnly() {
    // Given a slow beginning, then 50 steps of half a second
    Speedometer speedometer = new Speedometer();
    speedometer.restart(0);
    long now = 100 * HALF_SECOND;
    speedometer.stepDone(now);
    for (int step = 0; step < 50; step++) {
      now += HALF_SECOND;
      speedometer.stepDone(now);
    }

    assertThat(speedometer.imagesPerSecond(16)).isEqualTo(32, within(1e-9));
    assertThat(speedometer.timeFor(10)).isEqualTo(Duration.ofSeconds(5));
  }
}
