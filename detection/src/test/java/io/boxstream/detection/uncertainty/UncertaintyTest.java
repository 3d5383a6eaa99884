package io.boxstream.detection.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UncertaintyTest {

  private static final Box LEFT = new Box(0, 0, 100, 100);
  private static final Box RIGHT = new Box(200, 0, 300, 100);

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.4, 1",
    "0, 0.4, 0",
    "1, 0.4, 0",
    "0.2, 0.4, 0.5",
    "0.7, 0.4, 0.5",
    "0.3, 0, 0.7",
    "0.25, 1, 0.25",
    "1, 1, 1"
  })
  void nearnessIsOneAtTheThresholdAndFallsToBothEnds(
      double score, double threshold, double expected) {
    assertThat(new ScoredBox("hat", score, threshold, LEFT).nearness())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void aSureDetectorHasNoQuestions() {
    Uncertainty uncertainty =
        Uncertainty.of(List.of(box("hat", 0.98, LEFT), box("hat", 0.05, RIGHT)));

    assertThat(uncertainty.questions()).isZero();
    assertThat(uncertainty.score()).isZero();
    assertThat(uncertainty.found()).isEqualTo(1);
    assertThat(uncertainty.nearThreshold()).isZero();
  }

  @Test
  void questionsAddUpOverTheBoxes() {
    // nearness 0.75 (0.3 of 0.4) and 0.75 (0.55 above 0.4): half a question each
    Uncertainty uncertainty =
        Uncertainty.of(List.of(box("hat", 0.3, LEFT), box("hat", 0.55, RIGHT)));

    assertThat(uncertainty.undecided()).isCloseTo(1, within(1e-12));
    assertThat(uncertainty.nearThreshold()).isEqualTo(2);
    assertThat(uncertainty.found()).isEqualTo(1);
    assertThat(uncertainty.score()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void aHundredBoxesOfBackgroundAskNothing() {
    List<ScoredBox> background =
        IntStream.range(0, 100).mapToObj(i -> box("hat", 0.01 + i * 0.0015, LEFT)).toList();

    assertThat(Uncertainty.of(background).questions()).isZero();
  }

  @Test
  void classesThatCompeteForAnObjectAreAQuestion() {
    ScoredBox hat = box("hat", 0.5, LEFT);
    ScoredBox overlapping = box("helmet", 0.4, new Box(0, 0, 100, 90));

    assertThat(Uncertainty.of(List.of(hat, overlapping)).conflicts()).isCloseTo(1, within(1e-12));
    assertThat(Uncertainty.of(List.of(hat, box("hat", 0.4, LEFT))).conflicts()).isZero();
    assertThat(Uncertainty.of(List.of(hat, box("helmet", 0.4, RIGHT))).conflicts()).isZero();
    assertThat(Uncertainty.of(List.of(hat, box("helmet", 0.1, LEFT))).conflicts()).isZero();
  }

  @Test
  void fourQuestionsMakeOneHalf() {
    assertThat(Uncertainty.score(0)).isZero();
    assertThat(Uncertainty.score(4)).isEqualTo(0.5);
    assertThat(Uncertainty.score(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Uncertainty.score(Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theScoreIsInRangeForAnyOrderAndGrowsWithEveryUndecidedBox(long seed) {
    Random random = new Random(seed);
    List<ScoredBox> boxes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double x = random.nextDouble() * 300;
      double y = random.nextDouble() * 300;
      boxes.add(
          new ScoredBox(
              "class " + random.nextInt(3),
              random.nextDouble(),
              random.nextDouble(),
              new Box(x, y, x + 1 + random.nextDouble() * 80, y + 1 + random.nextDouble() * 80)));
    }
    double score = Uncertainty.of(boxes).score();

    Collections.shuffle(boxes, random);
    assertThat(Uncertainty.of(boxes).score()).isCloseTo(score, within(1e-9)).isBetween(0.0, 1.0);
    boxes.add(new ScoredBox("class 9", 0.5, 0.5, new Box(900, 900, 910, 910)));
    assertThat(Uncertainty.of(boxes).score()).isGreaterThan(score);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ScoredBox("hat", 1.1, 0.5, LEFT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoredBox("hat", 0.5, Double.NaN, LEFT));
  }

  private static ScoredBox box(String label, double score, Box box) {
    return new ScoredBox(label, score, 0.4, box);
  }
}
