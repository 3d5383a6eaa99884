package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.testbed.MovableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartLimitTest {

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final RestartLimit limit = new RestartLimit(clock);

  @Test
  void permitsAFewRestartsOfEachProcess() {
    for (int i = 0; i < RestartLimit.MOST; i++) {
      assertThat(limit.permits("trainer")).isTrue();
    }

    assertThat(limit.permits("trainer")).isFalse();
    assertThat(limit.permits("ingest")).isTrue();
  }

  @Test
  void forgetsRestartsThatAreLongAgo() {
    for (int i = 0; i < RestartLimit.MOST; i++) {
      limit.permits("trainer");
    }

    clock.advance(RestartLimit.WINDOW);

    assertThat(limit.permits("trainer")).isTrue();
  }
}
