package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RestartLimitTest {

  private final SteppedClock clock = new SteppedClock();
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

    clock.now = clock.now.plus(RestartLimit.WINDOW);

    assertThat(limit.permits("trainer")).isTrue();
  }

  /** A clock that stands still until it is set. */
  private static final class SteppedClock extends Clock {

    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
