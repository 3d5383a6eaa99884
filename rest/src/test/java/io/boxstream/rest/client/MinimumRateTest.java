package io.boxstream.rest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** 100 bytes a second over ten seconds. */
class MinimumRateTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = Long.MAX_VALUE - 3 * SECOND;

  private final MinimumRate.Measurement measurement = new MinimumRate(100, 10 * SECOND).measure();

  @Test
  void fewerBytesThanTheRateOverAWindowAreTooSlow() {
    measurement.clientsTurn(START);
    measurement.moved(999);

    assertThat(measurement.isTooSlow(START + 9 * SECOND)).isFalse();
    assertThat(measurement.isTooSlow(START + 10 * SECOND)).isTrue();
  }

  @Test
  void asManyBytesAsTheRateAreFastEnoughInEveryWindow() {
    measurement.clientsTurn(START);
    for (int window = 1; window < 5; window++) {
      measurement.moved(1000);
      assertThat(measurement.isTooSlow(START + window * 10 * SECOND)).isFalse();
    }
    assertThat(measurement.isTooSlow(START + 50 * SECOND)).isTrue();
  }

  @Test
  void aWindowThatIsLookedAtLateNeedsMoreBytes() {
    measurement.clientsTurn(START);
    measurement.moved(1000);

    assertThat(measurement.isTooSlow(START + 11 * SECOND)).isTrue();
  }

  @Test
  void onlyTheTurnOfTheClientCounts() {
    measurement.clientsTurn(START);
    measurement.servicesTurn(START + SECOND);
    assertThat(measurement.isTooSlow(START + 1000 * SECOND)).isFalse();

    measurement.clientsTurn(START + 1000 * SECOND);
    assertThat(measurement.isTooSlow(START + 1008 * SECOND)).isFalse();
    assertThat(measurement.isTooSlow(START + 1009 * SECOND)).isTrue();
  }

  @Test
  void withoutAMinimumNobodyIsTooSlow() {
    MinimumRate.Measurement unlimited = new MinimumRate(0, SECOND).measure();
    unlimited.clientsTurn(START);

    assertThat(unlimited.isTooSlow(START + 1000 * SECOND)).isFalse();
  }

  @Test
  void refusesNegativeRatesAndEmptyWindows() {
    assertThatThrownBy(() -> new MinimumRate(-1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new MinimumRate(1, 0)).hasMessageContaining("0");
  }
}
