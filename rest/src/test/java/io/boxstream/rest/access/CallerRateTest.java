package io.boxstream.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallerRateTest {
  private final TestClock clock = new TestClock();
  private final CallerRate rate = new CallerRate(60, clock);

  @Test
  void aCallerMaySendTheRequestsOfAMinuteAtOnceAndThenOneASecond() {
    for (int i = 0; i < 60; i++) {
      assertThat(rate.take("anna")).isEmpty();
    }
    assertThat(rate.take("anna")).contains(Duration.ofSeconds(1));

    clock.advance(Duration.ofSeconds(1));

    assertThat(rate.take("anna")).isEmpty();
    assertThat(rate.take("anna")).isPresent();
  }

  @Test
  void callersDoNotTakeFromEachOther() {
    while (rate.take("anna").isEmpty()) {
      // until there is nothing left
    }

    assertThat(rate.take("ben")).isEmpty();
  }

  @Test
  void refusesARateThatLetsNothingThrough() {
    assertThatThrownBy(() -> new CallerRate(0, clock)).hasMessageContaining("at least 1");
  }

  private static final class TestClock implements TimeMeter {
    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
