package io.boxstream.artifacts.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BudgetCheckTest {
  private static final RolloutBudgets BUDGETS =
      new RolloutBudgets(1.5, 0.2, 1000, Duration.ofDays(1));
  private static final PairedTimes SLOW = pairs(100, 40, 10, 30);
  private static final PairedTimes AS_QUICK = pairs(100, 0, 10, 10);

  @Test
  void aShadowIsJudgedByTheEnginesTime() {
    RolloutCounts counts = counts(SLOW, Optional.empty(), 0);

    assertThat(BudgetCheck.broken(RolloutMode.SHADOW, BUDGETS, counts).orElseThrow())
        .startsWith("the challenger is too slow, budget 1.5 times the champion; 99th percentile 3")
        .endsWith(" ms against 10.7 ms");
    assertThat(BudgetCheck.source(counts)).contains(LatencySource.ENGINE);
  }

  @Test
  void aCanaryIsJudgedByTheWaitsOfItsCallers() {
    RolloutCounts slowEngine = counts(SLOW, Optional.of(new Waits(AS_QUICK, PairedTimes.NONE)), 99);
    RolloutCounts slowAnswers =
        counts(AS_QUICK, Optional.of(new Waits(SLOW, PairedTimes.NONE)), 99);

    assertThat(BudgetCheck.broken(RolloutMode.CANARY, BUDGETS, slowEngine)).isEmpty();
    assertThat(BudgetCheck.above(BUDGETS, slowEngine)).isEmpty();
    assertThat(BudgetCheck.broken(RolloutMode.CANARY, BUDGETS, slowAnswers).orElseThrow())
        .contains("callers by HTTP wait 3", " ms against 10.7 ms at the 99th percentile");
    assertThat(BudgetCheck.above(BUDGETS, slowAnswers)).isPresent();
  }

  @Test
  void theSlowerOfBothWaysDecides() {
    RolloutCounts counts = counts(AS_QUICK, Optional.of(new Waits(AS_QUICK, SLOW)), 200);

    assertThat(BudgetCheck.source(counts)).contains(LatencySource.TOPIC);
    assertThat(BudgetCheck.ratio(counts).orElseThrow()).isBetween(2.7, 3.3);
    assertThat(BudgetCheck.above(BUDGETS, counts).orElseThrow()).contains("requests by topic wait");
    assertThat(BudgetCheck.describe(counts))
        .startsWith("different objects in 0 of 100 images; callers by HTTP wait 10.7 ms against")
        .contains("; requests by topic wait 3");
  }

  @Test
  void aFewPairsTellNothing() {
    Waits few = new Waits(pairs(LatencyCheck.LEAST_PAIRS - 1, 15, 10, 300), PairedTimes.NONE);
    RolloutCounts counts = counts(AS_QUICK, Optional.of(few), 99);

    assertThat(BudgetCheck.broken(RolloutMode.CANARY, BUDGETS, counts)).isEmpty();
    assertThat(BudgetCheck.source(counts)).contains(LatencySource.ENGINE);
  }

  @Test
  void aCanaryWhoseRequestsHaveNoPartnersIsJudgedByTheEnginesTime() {
    Optional<Waits> none = Optional.of(new Waits(PairedTimes.NONE, PairedTimes.NONE));
    int enough = LatencyCheck.ANSWERS_WITHOUT_PAIRS;

    assertThat(broken(counts(SLOW, none, enough - 1))).as("its partners may come").isEmpty();
    assertThat(broken(counts(SLOW, none, enough))).isPresent();
    assertThat(broken(counts(SLOW, Optional.empty(), enough)))
        .as("counted by an earlier release")
        .isPresent();
    assertThat(BudgetCheck.above(BUDGETS, counts(SLOW, none, 0)))
        .as("nothing is promoted that was not measured")
        .isPresent();
  }

  @Test
  void nothingIsTooSlowWithoutTimes() {
    assertThat(broken(RolloutCounts.NONE)).isEmpty();
    assertThat(BudgetCheck.above(BUDGETS, RolloutCounts.NONE)).isEmpty();
    assertThat(BudgetCheck.ratio(RolloutCounts.NONE)).isEmpty();
    assertThat(BudgetCheck.describe(RolloutCounts.NONE))
        .isEqualTo("different objects in 0 of 0 images");
  }

  @Test
  void waitsOfSeveralInstancesAddUp() {
    RolloutCounts one = counts(AS_QUICK, Optional.of(new Waits(SLOW, PairedTimes.NONE)), 10);
    RolloutCounts other = counts(AS_QUICK, Optional.of(new Waits(SLOW, AS_QUICK)), 10);
    RolloutCounts earlier = counts(AS_QUICK, Optional.empty(), 10);

    Waits sum = one.plus(earlier).plus(other).waits().orElseThrow();

    assertThat(sum.http().pairs()).isEqualTo(200);
    assertThat(sum.http().slower()).isEqualTo(80);
    assertThat(sum.topic()).isEqualTo(AS_QUICK);
  }

  private static Optional<String> broken(RolloutCounts counts) {
    return BudgetCheck.broken(RolloutMode.CANARY, BUDGETS, counts);
  }

  private static RolloutCounts counts(PairedTimes engine, Optional<Waits> waits, long answers) {
    return new RolloutCounts(
            100,
            0,
            0,
            0,
            0,
            0,
            answers,
            0,
            new TreeMap<>(),
            LatencyHistogram.EMPTY,
            LatencyHistogram.EMPTY,
            waits)
        .withEngine(engine);
  }

  private static PairedTimes pairs(int number, long slower, double champion, double challenger) {
    LatencyHistogram fast = LatencyHistogram.EMPTY;
    LatencyHistogram slow = LatencyHistogram.EMPTY;
    for (int pair = 0; pair < number; pair++) {
      fast = fast.with(champion);
      slow = slow.with(challenger);
    }
    return new PairedTimes(slower, 0, fast, slow);
  }
}
