package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {

  private static final long HALF_SECOND = 500_000_000L;

  @Test
  void knowsNothingBeforeTheFirstStep() {
    ThroughputMeter throughput = new ThroughputMeter();
    throughput.restart(7);

    assertThat(throughput.imagesPerSecond(16)).isZero();
    assertThat(throughput.timeFor(10)).isZero();
  }

  @Test
  void measuresOverTheLatestStepsOnly() {
    // Given a slow beginning, then 50 steps of half a second
    ThroughputMeter throughput = new ThroughputMeter();
    throughput.restart(0);
    long now = 100 * HALF_SECOND;
    throughput.stepDone(now);
    for (int step = 0; step < 50; step++) {
      now += HALF_SECOND;
      throughput.stepDone(now);
    }

    assertThat(throughput.imagesPerSecond(16)).isEqualTo(32, within(1e-9));
    assertThat(throughput.timeFor(10)).isEqualTo(Duration.ofSeconds(5));
  }
}
