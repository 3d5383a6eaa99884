package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.inference.rollout.WaitPairs.Side;
import io.boxstream.inference.rollout.WaitPairs.Wait;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WaitPairsTest {
  private long now;
  private boolean championFirst = true;
  private final RandomGenerator coin =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean nextBoolean() {
          return championFirst;
        }
      };
  private final WaitPairs pairs = new WaitPairs(1.5, coin, () -> now);

  @Test
  void aPairIsTheNearestRequestsInTheOrderOfTheCoin() {
    assertThat(accepted(Side.CHALLENGER)).as("the champion is first").isEmpty();
    Wait replaced = accepted(Side.CHAMPION).orElseThrow();
    pass(100);
    Wait nearest = accepted(Side.CHAMPION).orElseThrow();
    pass(10);
    championFirst = false;
    Wait partner = accepted(Side.CHALLENGER).orElseThrow();
    assertThat(accepted(Side.CHAMPION)).as("now the challenger is first").isEmpty();

    pass(20);
    replaced.answered();
    nearest.answered();
    assertThat(pairs.times().pairs()).as("one of them waits").isZero();
    pass(30);
    partner.answered();

    PairedTimes times = pairs.times();
    assertThat(times.pairs()).isEqualTo(1);
    assertThat(times.championTail().orElseThrow()).isBetween(30.0, 33.0);
    assertThat(times.challengerTail().orElseThrow()).isBetween(50.0, 55.0);
  }

  @Test
  void requestsFarApartAreNoPair() {
    accepted(Side.CHAMPION);
    pass(10_001);

    assertThat(accepted(Side.CHALLENGER)).isEmpty();
    assertThat(accepted(Side.CHAMPION)).isPresent();
    assertThat(accepted(Side.CHALLENGER)).isPresent();
  }

  @Test
  void aPairInWhichOneFailedDoesNotCount() {
    assertThat(accepted(Side.CHAMPION)).isPresent();
    accepted(Side.CHALLENGER).orElseThrow().answered();

    assertThat(pairs.times()).isEqualTo(PairedTimes.NONE);
  }

  @Test
  void slowIsWhatIsAboveTheChampionsTailBeforeIt() {
    for (int pair = 0; pair < PairTally.LEAST_TIMES; pair++) {
      count(10, 100);
    }
    assertThat(pairs.times().slower()).as("the first pairs tell what is usual").isZero();

    count(10, 15);
    assertThat(pairs.times().slower()).as("within the budget").isZero();
    count(10, 30);
    assertThat(pairs.times().slower()).isEqualTo(1);
    count(30, 10);
    assertThat(pairs.times().faster()).isEqualTo(1);
    count(300, 300);
    assertThat(pairs.times().slower()).as("slow for both").isEqualTo(1);
  }

  @Test
  void aRequestThatNobodyWaitsForAnyMoreIsSlowHoweverSoonThatWas() {
    for (int pair = 0; pair < PairTally.LEAST_TIMES; pair++) {
      count(10, 10);
    }
    Wait answered = accepted(Side.CHAMPION).orElseThrow();
    Wait expired = accepted(Side.CHALLENGER).orElseThrow();
    pass(5);

    answered.answered();
    expired.expired();

    assertThat(pairs.times().slower()).isEqualTo(1);
  }

  private void count(long champion, long challenger) {
    Wait one = accepted(Side.CHAMPION).orElseThrow();
    Wait other = accepted(Side.CHALLENGER).orElseThrow();
    pass(Math.min(champion, challenger));
    (champion <= challenger ? one : other).answered();
    pass(Math.abs(champion - challenger));
    (champion <= challenger ? other : one).answered();
  }

  private Optional<Wait> accepted(Side side) {
    return pairs.accepted(side);
  }

  private void pass(long millis) {
    now += millis * 1_000_000;
  }
}
