package io.boxstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void relativeDifferenceIsThatOfTheNumberThatIsFurthestOff() {
    double[] expected = {2, -10, 0};

    assertThat(Differences.relative(expected, new double[] {2.02, -9, 0}))
        .isCloseTo(0.1, within(1e-12));
    assertThat(Differences.relative(expected, expected)).isZero();
    assertThat(Differences.relative(expected, new double[] {2, -10})).isInfinite();
    assertThat(Differences.relative(expected, new double[] {2, Double.NaN, 0})).isNaN();
  }

  @Test
  void differenceOfRangeDoesNotDependOnWhereTheNumbersAre() {
    assertThat(Differences.ofRange(new double[] {100, 104}, new double[] {100, 105}))
        .isCloseTo(0.25, within(1e-12));
    assertThat(Differences.ofRange(new double[] {0, 4}, new double[] {0, 5}))
        .isCloseTo(0.25, within(1e-12));
    assertThat(Differences.ofRange(new double[] {3, 3}, new double[] {3, 3})).isZero();
    assertThat(Differences.ofRange(new double[] {3, 3}, new double[] {3, 4})).isInfinite();
    assertThat(Differences.ofRange(new double[] {3, 4}, new double[] {3})).isInfinite();
    assertThat(Differences.ofRange(new double[0], new double[0])).isInfinite();
    assertThat(Differences.ofRange(new double[] {0, 4}, new double[] {0, Double.NaN})).isNaN();
  }
}
