package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final int CAT = 0;
  private static final int DOG = 1;

  private final ConfusionMatrix matrix = new ConfusionMatrix(2);

  @Test
  void countsRightAndWrongClassesFalseAndMissedBoxes() {
    matrix.update(
        List.of(
            truth(CAT, 0, false),
            truth(DOG, 100, false),
            truth(DOG, 200, false),
            truth(CAT, 300, false),
            truth(CAT, 400, true)),
        List.of(
            found(CAT, .9f, 0),
            // A duplicate.
            found(CAT, .8f, 0),
            // A dog taken for a cat. The right class, with a lower score, comes too late.
            found(CAT, .7f, 100),
            found(DOG, .6f, 100),
            found(DOG, .5f, 200),
            // The difficult cat, and a place without anything.
            found(DOG, .9f, 400),
            found(DOG, .9f, 500)));

    int background = matrix.background();
    assertThat(background).isEqualTo(2);
    assertThat(matrix.count(CAT, CAT)).isEqualTo(1);
    assertThat(matrix.count(DOG, CAT)).isEqualTo(1);
    assertThat(matrix.count(DOG, DOG)).isEqualTo(1);
    assertThat(matrix.count(CAT, DOG)).isZero();
    assertThat(matrix.count(CAT, background)).isEqualTo(1);
    assertThat(matrix.count(DOG, background)).isZero();
    assertThat(matrix.count(background, CAT)).isEqualTo(1);
    assertThat(matrix.count(background, DOG)).isEqualTo(2);
    assertThat(matrix.count(background, background)).isZero();
  }

  /** 10 x 10 pixels with the extra pixel; 10 x 5 of them are exactly one half. */
  @Test
  void matchesAtAnOverlapOfOneHalf() {
    List<GroundTruth> truths = List.of(new GroundTruth(CAT, new Box(0, 0, 9, 9), false));

    matrix.update(truths, List.of(new Detection(DOG, .5f, new Box(0, 0, 9, 4))));
    matrix.update(truths, List.of(new Detection(DOG, .5f, new Box(0, 0, 9, 3.9))));

    assertThat(matrix.count(CAT, DOG)).isEqualTo(1);
    assertThat(matrix.count(CAT, matrix.background())).isEqualTo(1);
    assertThat(matrix.count(matrix.background(), DOG)).isEqualTo(1);
  }

  @Test
  void theBestScoreClaimsFirstInWhateverOrder() {
    matrix.update(List.of(truth(CAT, 0, false)), List.of(found(DOG, .3f, 0), found(CAT, .4f, 0)));

    assertThat(matrix.count(CAT, CAT)).isEqualTo(1);
    assertThat(matrix.count(matrix.background(), DOG)).isEqualTo(1);
  }

  @Test
  void needsAClass() {
    assertThatThrownBy(() -> new ConfusionMatrix(0)).hasMessageContaining("no classes");
  }

  /** A row adds up to the objects of its class, a column to the detections of its class. */
  @Property(tries = 200)
  void everyObjectAndEveryDetectionIsCountedOnce(@ForAll long seed) {
    Random random = new Random(seed);
    ConfusionMatrix all = new ConfusionMatrix(3);
    int[] objects = new int[3];
    int[] detections = new int[3];
    for (int image = 0; image < 5; image++) {
      List<GroundTruth> truths = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        truths.add(truth(random.nextInt(3), random.nextInt(60), false));
      }
      List<Detection> found = new ArrayList<>();
      for (int i = random.nextInt(10); i > 0; i--) {
        found.add(found(random.nextInt(3), random.nextFloat(), random.nextInt(60)));
      }
      truths.forEach(one -> objects[one.classIndex()]++);
      found.forEach(one -> detections[one.classIndex()]++);
      all.update(truths, found);
    }

    for (int index = 0; index < 3; index++) {
      int row = 0;
      int column = 0;
      for (int other = 0; other <= 3; other++) {
        row += all.count(index, other);
        column += all.count(other, index);
      }
      assertThat(row).isEqualTo(objects[index]);
      assertThat(column).isEqualTo(detections[index]);
    }
  }

  private static GroundTruth truth(int index, double x, boolean difficult) {
    return new GroundTruth(index, new Box(x, 0, x + 20, 20), difficult);
  }

  private static Detection found(int index, float score, double x) {
    return new Detection(index, score, new Box(x, 0, x + 20, 20));
  }
}
