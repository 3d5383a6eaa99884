package io.boxstream.detection.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {

  /** SSD.md 10.5: the rows that pass the threshold, sorted by score. */
  @Test
  void removesWorseBoxesOfTheSameClassOnlyAboveTheThreshold() {
    int[] classes = {0, 1, 1, 0, 0, 0};
    float[] corners = {
      0, 0, 10, 10, 0, 0, 10, 10, 100, 100, 110, 110, 1, 1, 11, 11, 0, 0, 10, 20, 0, 0, 10, 4.5f
    };

    boolean[] survivors = NonMaximumSuppression.survivors(classes, corners, 0.45f);

    assertThat(survivors).containsExactly(true, true, true, false, false, true);
  }

  /** SSD.md 10.5. */
  @Test
  void aSuppressedBoxSuppressesNothing() {
    float[] chain = {0, 0, 10, 10, 3, 0, 13, 10, 6, 0, 16, 10};

    boolean[] survivors = NonMaximumSuppression.survivors(new int[3], chain, 0.45f);

    assertThat(survivors).containsExactly(true, false, true);
  }

  @Test
  void boxesWithoutAreaSuppressNothing() {
    float[] points = {5, 5, 5, 5, 5, 5, 5, 5};

    assertThat(NonMaximumSuppression.survivors(new int[2], points, 0.45f))
        .containsExactly(true, true);
  }

  @Property
  void noTwoSurvivorsOverlapAndEveryOtherOverlapsABetterSurvivor(@ForAll long seed) {
    Random random = new Random(seed);
    float[] corners = new float[80];
    for (int box = 0; box < corners.length; box += 4) {
      corners[box] = 100 * random.nextFloat();
      corners[box + 1] = 100 * random.nextFloat();
      corners[box + 2] = corners[box] + 100 * random.nextFloat();
      corners[box + 3] = corners[box + 1] + 100 * random.nextFloat();
    }
    int count = corners.length / 4;

    boolean[] alive = NonMaximumSuppression.survivors(new int[count], corners, 0.3f);

    for (int i = 0; i < count; i++) {
      boolean covered = false;
      for (int better = 0; better < i; better++) {
        covered |= alive[better] && NonMaximumSuppression.overlap(corners, better, i) > 0.3f;
      }
      assertThat(alive[i]).isEqualTo(!covered);
    }
  }
}
