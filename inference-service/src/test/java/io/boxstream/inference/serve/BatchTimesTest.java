package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTimesTest {
  private final BatchTimes times = new BatchTimes();

  @Test
  void twoSizesGiveOverheadAndTimePerImage() {
    // Given 5 ms and 10 ms an image
    times.add(1, 15_000_000);
    times.add(4, 45_000_000);

    assertThat(times.of(1)).isCloseTo(15e6, within(1.0));
    assertThat(times.of(2)).isCloseTo(25e6, within(1.0));
    assertThat(times.of(8)).isCloseTo(85e6, within(1.0));
  }

  @Test
  void oneSizeGivesATimeInProportion() {
    times.add(2, 30_000_000);
    times.add(2, 34_000_000);

    assertThat(times.of(4)).isCloseTo(64e6, within(0.5e6));
  }

  @Test
  void nothingMeasuredTakesNoTime() {
    assertThat(times.isEmpty()).isTrue();
    assertThat(times.of(4)).isZero();
  }

  @Test
  void followsAModelThatIsSlower() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int batch = 1 + random.nextInt(8);
      times.add(batch, 1_000_000L + 2_000_000L * batch);
    }
    for (int i = 0; i < 200; i++) {
      int batch = 1 + random.nextInt(8);
      times.add(batch, 3_000_000L + 20_000_000L * batch);
    }

    assertThat(times.of(4)).isCloseTo(83e6, within(2e6));
  }

  @Test
  void neverFallsWithTheSizeOfTheBatch() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      times.add(1 + random.nextInt(8), random.nextInt(1_000_000));
      for (int batch = 1; batch < 16; batch++) {
        assertThat(times.of(batch + 1)).isGreaterThanOrEqualTo(times.of(batch));
        assertThat(times.of(batch)).isNotNegative();
      }
    }
  }
}
