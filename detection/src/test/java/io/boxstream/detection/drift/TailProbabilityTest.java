package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TailProbabilityTest {

  @Test
  void agreesWithTheClosedFormForTwoDegreesOfFreedom() {
    // P(F(2, n) > f) = (1 + 2 f / n)^(-n / 2).
    assertThat(TailProbability.ofF(3, 2, 10)).isCloseTo(Math.pow(1.6, -5), within(1e-12));
    assertThat(TailProbability.ofF(40, 2, 20)).isCloseTo(Math.pow(5, -10), within(1e-17));
  }

  @Test
  void agreesWithTheTablesOfF() {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.3: 5 % and 1 % points.
    assertThat(TailProbability.ofF(3.326, 5, 10)).isCloseTo(0.05, offset(1e-4));
    assertThat(TailProbability.ofF(5.636, 5, 10)).isCloseTo(0.01, offset(1e-4));
  }

  @Test
  void theLogarithmOfGammaOfHalfIsThatOfTheRootOfPi() {
    assertThat(TailProbability.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-11));
    assertThat(TailProbability.logGamma(6)).isCloseTo(Math.log(120), within(1e-11));
  }

  @Property(tries = 200)
  void theTwoTailsOfBetaMakeOne(
      @ForAll @DoubleRange(min = 0.2, max = 200) double a,
      @ForAll @DoubleRange(min = 0.2, max = 200) double b,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double x) {
    double lower = TailProbability.incompleteBeta(a, b, x);

    assertThat(lower).isBetween(0.0, 1.0 + 1e-12);
    assertThat(lower + TailProbability.incompleteBeta(b, a, 1 - x)).isCloseTo(1, within(1e-9));
  }
}
