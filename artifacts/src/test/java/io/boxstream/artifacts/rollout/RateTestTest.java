package io.boxstream.artifacts.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTestTest {

  @Test
  void evidenceIsTheMeanLikelihoodRatio() {
    // One hit in one trial with a limit of 0.5: the mean of rate / 0.5 over the alternatives is
    // 1 + mean(fraction) = 1 + 0.92 * (1 - 2^-12) / (1 - 2^-0.5) / 24.
    double expected = 1 + 0.92 * (1 - Math.pow(2, -12)) / (1 - Math.sqrt(0.5)) / 24;

    assertThat(RateTest.logEvidence(1, 1, 0.5)).isEqualTo(Math.log(expected), within(1e-12));
    assertThat(RateTest.logEvidence(0, 0, 0.5)).isEqualTo(0, within(1e-12));
  }

  /** Asked after each of 1000 trials; a fixed test of 5 % would say yes in more than a quarter. */
  @ParameterizedTest
  @CsvSource({"0.02", "0.2", "0.5"})
  void seldomSaysYesAtTheLimit(double limit) {
    assertThat(alarms(limit, limit, 3000, 1000)).isLessThanOrEqualTo(10);
  }

  /** Detection within 300 trials of a rate that is clearly too high. */
  @ParameterizedTest
  @CsvSource({"0.02, 0.12", "0.2, 0.4", "0.5, 0.7"})
  void noticesARateAboveTheLimit(double limit, double rate) {
    assertThat(alarms(limit, rate, 200, 300)).isGreaterThan(180);
  }

  @Test
  void oneHitIsNotEnoughUnlessNoneIsAllowed() {
    assertThat(RateTest.isAbove(1, 1, 0.01)).isFalse();
    assertThat(RateTest.isAbove(1, 1000, 0)).isTrue();
    assertThat(RateTest.isAbove(0, 1000, 0)).isFalse();
    assertThat(RateTest.isAbove(20, 20, 0.2)).isTrue();
  }

  private static int alarms(double limit, double rate, int runs, int trials) {
    SplittableRandom random = new SplittableRandom(7);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      int hits = 0;
      for (int trial = 1; trial <= trials; trial++) {
        hits += random.nextDouble() < rate ? 1 : 0;
        // The evidence rises with a hit only.
        if (hits > trial * limit && RateTest.isAbove(hits, trial, limit)) {
          alarms++;
          break;
        }
      }
    }
    return alarms;
  }
}
