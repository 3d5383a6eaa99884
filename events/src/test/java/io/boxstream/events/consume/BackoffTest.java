package io.boxstream.events.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 200", "7, 6400", "8, 10000", "1000, 10000"})
  void doublesUpToTheLongest(int failures, long millis) {
    RandomGenerator none = () -> 0L;

    assertThat(backoff.delay(failures, none)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void leavesOutAtMostAHalf() {
    RandomGenerator random = new SplittableRandom(1);

    for (int failures = 1; failures < 100; failures++) {
      long most = Math.min(10_000, 100L << Math.min(failures - 1, 20));
      assertThat(backoff.delay(failures, random))
          .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
    }
  }

  @Test
  void refusesToShrink() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2S");
  }
}
