package io.boxstream.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int WEEK = Traffic.HOURS * Traffic.DAYS_OF_WEEK;

  @Test
  void aWeekWithoutVariationHasSevenTimesTheImagesOfADay() {
    Traffic traffic = new Traffic(1000, 0, 1);

    assertThat(IntStream.range(0, WEEK).mapToDouble(traffic::inHour).sum())
        .isCloseTo(7000, within(1e-6));
  }

  @Test
  void theBusiestHourHasAboutTwiceTheMean() {
    Traffic traffic = new Traffic(24, 0, 1);

    double most = IntStream.range(0, WEEK).mapToDouble(traffic::inHour).max().orElseThrow();

    // 1.8 of the day's shape and 1.1 of a weekday's, each by its mean of one.
    assertThat(most).isCloseTo(1.8 / (24.2 / 24) * 1.1, within(0.01));
  }

  @Test
  void aYearWithVariationHasTheImagesThatItShouldHave() {
    Traffic traffic = new Traffic(1000, 0.2, 1);

    double year = IntStream.range(0, 365 * 24).mapToDouble(traffic::inHour).sum();

    assertThat(year).isCloseTo(365_000, within(0.03 * 365_000));
  }

  @Test
  void theSameSeedGivesTheSameImagesAndAnotherOneOthers() {
    Traffic traffic = new Traffic(1000, 0.2, 1);

    assertThat(traffic.inHour(5000)).isEqualTo(new Traffic(1000, 0.2, 1).inHour(5000));
    assertThat(traffic.inHour(5000)).isNotEqualTo(new Traffic(1000, 0.2, 2).inHour(5000));
  }
}
