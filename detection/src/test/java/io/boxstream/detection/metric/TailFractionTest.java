package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailFractionTest {

  /** Two-sided quantiles from the table of Student's distribution. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.5",
    "1, 12.7062047, 0.95",
    "2, 4.3026527, 0.95",
    "5, 2.0150484, 0.9",
    "19, 1.7291328, 0.9",
    "30, 2.0422725, 0.95"
  })
  void agreesWithTheTableOfStudentsDistribution(int degrees, double t, double probability) {
    assertThat(TailFraction.studentBetween(t, degrees)).isCloseTo(probability, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "-1, 0.15865525393",
    "-1.644853627, 0.05",
    "-1.959963985, 0.025",
    "3, 0.99865010197"
  })
  void agreesWithTheTableOfTheNormalDistribution(double x, double probability) {
    assertThat(TailFraction.normalBelow(x)).isCloseTo(probability, within(1e-9));
  }

  /** For 20 images and 90 %: Φ(−√(20/19) · 1.7291328) = Φ(−1.774054). */
  @ParameterizedTest
  @CsvSource({"20, 0.038027", "100000, 0.049999"})
  void isSmallerForFewerImages(int observations, double fraction) {
    assertThat(TailFraction.of(0.9, observations)).isCloseTo(fraction, within(2e-5));
  }

  @Property
  void staysBelowThePlainPercentile(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double confidence,
      @ForAll @IntRange(min = 2, max = 2000) int observations) {
    double tail = TailFraction.of(confidence, observations);

    assertThat(tail).isBetween(0.0, (1 - confidence) / 2);
  }
}
