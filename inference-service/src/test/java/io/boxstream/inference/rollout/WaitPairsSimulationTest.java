package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.artifacts.rollout.RateTest;
import io.boxstream.inference.rollout.WaitPairs.Side;
import io.boxstream.inference.rollout.WaitPairs.Wait;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Waits of a queue with one server: bursts of requests, which make each other wait, so that a wait
 * says much about the next one. The budget is looked at after each pair.
 */
class WaitPairsSimulationTest {

  /** Requests of both sides take as long, and nothing more is allowed: the limit itself. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.5", "0.5, 0.5", "0.9, 0.5", "0.1, 0.9", "0.5, 0.9"})
  void seldomSaysThatAChallengerAtItsBudgetIsSlow(double share, double load) {
    int alarms = 0;
    for (int run = 0; run < 150; run++) {
      alarms +=
          new Rollout(run, share, 1, new Traffic(load, 8), 1).pairsUntilBroken(300) < 300 ? 1 : 0;
    }

    assertThat(alarms).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void noticesAChallengerWhoseCallersWaitThreeTimesAsLong(double share) {
    int noticed = 0;
    for (int run = 0; run < 100; run++) {
      noticed +=
          new Rollout(run, share, 3, new Traffic(0.002, 1), 1.5).pairsUntilBroken(200) < 200
              ? 1
              : 0;
    }

    assertThat(noticed).isGreaterThanOrEqualTo(95);
  }

  /** The engine needs three times as long, and a wait is the queue above all. */
  @Test
  void aSlowEngineThatCallersDoNotNoticeKeepsTheBudget() {
    int alarms = 0;
    for (int run = 0; run < 100; run++) {
      alarms +=
          new Rollout(run, 0.1, 3, new Traffic(0.7, 8), 1.5).pairsUntilBroken(300) < 300 ? 1 : 0;
    }

    assertThat(alarms).isZero();
  }

  /**
   * Requests that come.
   *
   * @param load share of the time that the server works, with the champion alone
   * @param longestBurst most requests that come together
   */
  private record Traffic(double load, int longestBurst) {
    double meanBurst() {
      return (1 + longestBurst) / 2.0;
    }
  }

  /** A rollout that is simulated. */
  private static final class Rollout {
    private static final double SERVICE_NANOS = 10e6;

    private final SplittableRandom random;
    private final double share;
    private final double factor;
    private final Traffic traffic;
    private final WaitPairs pairs;
    private final Deque<Departure> departures = new ArrayDeque<>();
    private long counted;
    private double now;
    private double free;

    /**
     * @param factor by how much longer a request of the challenger takes
     */
    Rollout(long seed, double share, double factor, Traffic traffic, double budget) {
      this.random = new SplittableRandom(seed);
      this.share = share;
      this.factor = factor;
      this.traffic = traffic;
      this.pairs = new WaitPairs(budget, new SplittableRandom(~seed), () -> (long) now);
    }

    private record Departure(double at, Optional<Wait> of) {}

    int pairsUntilBroken(int most) {
      double clock = 0;
      while (true) {
        clock += -Math.log(1 - random.nextDouble()) * meanGap();
        PairedTimes times = departUntil(clock);
        if (times != null) {
          return (int) times.pairs();
        }
        if (counted >= most) {
          return most;
        }
        now = clock;
        int burst = 1 + random.nextInt(traffic.longestBurst());
        for (int request = 0; request < burst; request++) {
          arrive();
        }
      }
    }

    private double meanGap() {
      return traffic.meanBurst() * SERVICE_NANOS / traffic.load();
    }

    private void arrive() {
      boolean challenged = random.nextDouble() < share;
      Optional<Wait> wait = pairs.accepted(challenged ? Side.CHALLENGER : Side.CHAMPION);
      double service = SERVICE_NANOS * (0.8 + 0.4 * random.nextDouble());
      free = Math.max(free, now) + (challenged ? factor : 1) * service;
      departures.add(new Departure(free, wait));
    }

    /** The times if the budget is broken meanwhile; null if it is not. */
    private PairedTimes departUntil(double clock) {
      while (!departures.isEmpty() && departures.peek().at() <= clock) {
        Departure next = departures.remove();
        now = next.at();
        if (next.of().isPresent()) {
          next.of().get().answered();
          PairedTimes times = pairs.times();
          counted = times.pairs();
          if (RateTest.isAbove(times.slower(), times.slower() + times.faster(), 0.5)) {
            return times;
          }
        }
      }
      return null;
    }
  }
}
