package io.boxstream.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BacklogTest {

  @Test
  void whatCannotBeWorkedOnWaitsAndIsWorkedOnLater() {
    Backlog backlog = new Backlog(100);

    assertThat(backlog.step(150, 100)).isEqualTo(100);
    assertThat(backlog.waiting()).isEqualTo(50);
    assertThat(backlog.step(20, 100)).isEqualTo(70);
    assertThat(backlog.waiting()).isZero();
    assertThat(backlog.lost()).isZero();
  }

  @Test
  void whatWaitsForLongerThanTheLogKeepsItIsLost() {
    Backlog backlog = new Backlog(3);

    // 100 come in each of three hours, 10 are worked on in each: 30 of the first 100.
    backlog.step(100, 10);
    backlog.step(100, 10);
    assertThat(backlog.lost()).isZero();
    backlog.step(100, 10);

    assertThat(backlog.lost()).isEqualTo(70);
    assertThat(backlog.waiting()).isEqualTo(200);
  }

  @Test
  void whatArrivedIsDoneOrWaitsOrIsLost() {
    SplittableRandom random = new SplittableRandom(1);
    Backlog backlog = new Backlog(5);
    for (int step = 0; step < 1000; step++) {
      backlog.step(random.nextDouble(200), random.nextDouble(180));

      assertThat(backlog.done() + backlog.waiting() + backlog.lost())
          .isCloseTo(backlog.arrived(), within(1e-6 * backlog.arrived()));
    }
    assertThat(backlog.lost()).isPositive();
  }
}
