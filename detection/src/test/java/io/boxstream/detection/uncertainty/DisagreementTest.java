package io.boxstream.detection.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisagreementTest {

  private static final Box LEFT = new Box(0, 0, 100, 100);
  private static final Box RIGHT = new Box(200, 0, 300, 100);

  @Test
  void theSameObjectsAreNoDisagreement() {
    assertThat(
            Disagreement.between(
                List.of(hat(0.9, LEFT), hat(0.5, RIGHT)),
                List.of(hat(0.45, new Box(205, 0, 305, 100)), hat(0.6, LEFT))))
        .isZero();
  }

  @Test
  void anObjectThatOneDoesNotSuspectCountsOne() {
    assertThat(Disagreement.between(List.of(hat(0.9, LEFT)), List.of())).isEqualTo(1);
    assertThat(Disagreement.between(List.of(), List.of(hat(0.9, LEFT)))).isEqualTo(1);
    assertThat(Disagreement.between(List.of(hat(0.9, LEFT)), List.of(hat(0.9, RIGHT))))
        .isEqualTo(2);
  }

  @Test
  void anObjectJustBelowTheThresholdIsHardlyADisagreement() {
    assertThat(Disagreement.between(List.of(hat(0.41, LEFT)), List.of(hat(0.38, LEFT))))
        .isCloseTo(0.05, within(1e-12));
  }

  @Test
  void anotherClassOnTheObjectCountsForBoth() {
    ScoredBox helmet = new ScoredBox("helmet", 0.8, 0.4, LEFT);

    assertThat(Disagreement.between(List.of(hat(0.9, LEFT)), List.of(helmet))).isEqualTo(2);
  }

  @Test
  void oneBoxDoesNotMatchTwo() {
    assertThat(
            Disagreement.between(
                List.of(hat(0.9, LEFT), hat(0.8, new Box(0, 0, 100, 95))), List.of(hat(0.9, LEFT))))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isSymmetricAndAtMostTheNumberOfFoundBoxes(long seed) {
    Random random = new Random(seed);
    List<ScoredBox> one = boxes(random);
    List<ScoredBox> other = boxes(random);

    double disagreement = Disagreement.between(one, other);

    long found = one.stream().filter(ScoredBox::isFound).count();
    found += other.stream().filter(ScoredBox::isFound).count();
    assertThat(disagreement).isBetween(0.0, (double) found);
    assertThat(Disagreement.between(other, one)).isCloseTo(disagreement, within(1e-9));
    assertThat(Disagreement.between(one, one)).isZero();
  }

  private static List<ScoredBox> boxes(Random random) {
    List<ScoredBox> boxes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double x = random.nextDouble() * 60;
      double y = random.nextDouble() * 60;
      boxes.add(
          new ScoredBox(
              "class " + random.nextInt(2),
              random.nextDouble(),
              0.4,
              new Box(x, y, x + 30 + random.nextDouble() * 30, y + 30 + random.nextDouble() * 30)));
    }
    return boxes;
  }

  private static ScoredBox hat(double score, Box box) {
    return new ScoredBox("hat", score, 0.4, box);
  }
}
