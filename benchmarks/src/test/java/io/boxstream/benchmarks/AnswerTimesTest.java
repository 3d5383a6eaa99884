package io.boxstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnswerTimesTest {
  private static final long MILLI = 1_000_000;

  private final AnswerTimes times = new AnswerTimes();

  @Test
  void theSteadyRateLeavesOutHowClientsBeginAndEnd() {
    // Given 100 answers a second between a slow beginning and a slow end, in any order
    for (int number = 9; number >= 0; number--) {
      times.add(0, number * 500 * MILLI);
      times.add(0, (20_000 + number * 500) * MILLI);
    }
    for (int number = 0; number < 80; number++) {
      times.add(0, (10_000 + number * 10) * MILLI);
    }

    assertThat(times.steadyRate()).isCloseTo(100, within(0.1));
  }

  @Test
  void aSteadyRateNeedsAnswers() {
    times.add(0, MILLI);

    assertThatThrownBy(times::steadyRate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 answers");
  }
}
