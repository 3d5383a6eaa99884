package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.artifacts.rollout.BudgetCheck;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.inference.rollout.RolloutTally.Times;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RolloutTallyTest {
  private static final Map<String, BoxDifferences> SAME =
      Map.of("hat", new BoxDifferences(1, 0, 0, 0));
  private static final RolloutBudgets BUDGETS =
      new RolloutBudgets(1.5, 0.2, 1000, Duration.ofDays(1));

  private final RolloutTally tally = new RolloutTally(1.5);

  @Test
  void slowIsWhatIsAboveTheChampionsTailBeforeIt() {
    for (int image = 0; image < 20; image++) {
      tally.compared(SAME, new Times(10, 100));
    }
    assertThat(tally.counts().slower()).as("the first images tell what is usual").isZero();

    tally.compared(SAME, new Times(10, 15));
    assertThat(tally.counts().slower()).as("within the budget").isZero();
    tally.compared(SAME, new Times(10, 30));
    assertThat(tally.counts().slower()).isEqualTo(1);
    tally.compared(SAME, new Times(30, 10));
    assertThat(tally.counts().faster()).isEqualTo(1);
    tally.compared(SAME, new Times(300, 300));
    assertThat(tally.counts().slower()).as("slow for both").isEqualTo(1);
  }

  @Test
  void aChallengerThatIsThreeTimesAsSlowBreaksTheBudgetSoon() {
    assertThat(imagesUntilBroken(3)).isBetween(25, 45);
  }

  @Test
  void aChallengerThatIsSlowerWithinTheBudgetKeepsIt() {
    assertThat(imagesUntilBroken(1.4)).isEqualTo(2000);
    assertThat(BudgetCheck.above(BUDGETS, tally.counts())).isEmpty();
  }

  @Test
  void countsImagesThatDiffer() {
    tally.compared(SAME, new Times(1, 1));
    tally.compared(Map.of("hat", new BoxDifferences(1, 0, 1, 0)), new Times(1, 1));
    tally.compared(Map.of(), new Times(1, 1));

    RolloutCounts counts = tally.counts();
    assertThat(counts.images()).isEqualTo(3);
    assertThat(counts.differing()).isEqualTo(1);
    assertThat(counts.perClass()).containsEntry("hat", new BoxDifferences(2, 0, 1, 0));
  }

  @Test
  void aFailingChallengerBreaksItsLimitAtTheThirdFailure() {
    tally.failed();
    tally.failed();
    assertThat(BudgetCheck.broken(RolloutMode.SHADOW, BUDGETS, tally.counts())).isEmpty();

    tally.failed();

    assertThat(BudgetCheck.broken(RolloutMode.SHADOW, BUDGETS, tally.counts()).orElseThrow())
        .contains("failed on 3 of 3 images");
  }

  /** With times that vary by 40 %, independently for both; 2000 if it is never broken. */
  private int imagesUntilBroken(double factor) {
    SplittableRandom random = new SplittableRandom(11);
    for (int image = 1; image <= 2000; image++) {
      double champion = 10 + 4 * random.nextDouble();
      double challenger = factor * (10 + 4 * random.nextDouble());
      tally.compared(SAME, new Times(champion, challenger));
      if (BudgetCheck.broken(RolloutMode.SHADOW, BUDGETS, tally.counts()).isPresent()) {
        return image;
      }
    }
    return 2000;
  }
}
