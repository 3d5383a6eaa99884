package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  @Test
  void isATimeWithItsOffset() {
    assertThat(Deadline.timeLeft("2026-11-23T10:15:30.250Z", NOW))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(Deadline.timeLeft("2026-11-23T12:15:31+02:00", NOW))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theTimeLeftIsFromZeroToADay() {
    assertThat(Deadline.timeLeft("-999999999-01-01T00:00:00Z", NOW)).isZero();
    assertThat(Deadline.timeLeft("+999999999-12-31T23:59:59Z", NOW)).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2026-11-23", "2026-11-23T10:15:30", "1763892930000"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Deadline.timeLeft(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-11-23T10:15:30.250Z");
  }
}
