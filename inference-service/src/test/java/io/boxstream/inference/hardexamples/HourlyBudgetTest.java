package io.boxstream.inference.hardexamples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourlyBudgetTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 60, 1000})
  void noPeriodOfAnHourHasMoreThanTheBudget(int perHour) {
    HourlyBudget budget = new HourlyBudget(perHour, START);
    Random random = new Random(perHour);
    List<Instant> spent = new ArrayList<>();
    for (int minute = 0; minute < 600; minute++) {
      Instant now = START.plus(Duration.ofMinutes(minute));
      int available = budget.available(now);
      assertThat(available).isBetween(0, budget.largest());
      for (int i = 0; i < available && random.nextInt(3) > 0; i++) {
        budget.spend(now);
        spent.add(now);
      }
    }

    assertThat(spent)
        .allSatisfy(
            one ->
                assertThat(spent.stream().filter(at -> within(at, one)).count())
                    .isLessThanOrEqualTo(perHour));
  }

  @Test
  void anHourOfHardImagesSpendsTheWholeBudget() {
    HourlyBudget budget = new HourlyBudget(10, START);
    int spent = 0;
    for (int minute = 5; minute <= 120; minute += 5) {
      Instant now = START.plus(Duration.ofMinutes(minute));
      for (int left = budget.available(now); left > 0; left--) {
        budget.spend(now);
        spent++;
      }
    }

    assertThat(spent).isEqualTo(20);
  }

  @Test
  void aQuietNightDoesNotPayForTheWholeMorning() {
    HourlyBudget budget = new HourlyBudget(20, START);

    assertThat(budget.available(START.plus(Duration.ofHours(9)))).isEqualTo(5);
  }

  private static boolean within(Instant at, Instant end) {
    return !at.isAfter(end) && at.isAfter(end.minus(Duration.ofHours(1)));
  }
}
