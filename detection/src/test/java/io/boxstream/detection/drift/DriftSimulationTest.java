package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often traffic without drift raises an alarm, and how often drifts are found, with the
 * defaults of inference-service: windows of 600 images in an hour, at a level of 0.001 with an
 * effect of at least 0.05 twice in a row. An image stands for six seconds.
 */
class DriftSimulationTest {
  private static final int IMAGES = 600;
  private static final int HOURS = 24;
  private static final double LEVEL = 0.001;
  private static final double LEAST_EFFECT = 0.05;

  /** ADR 51 has the same over 1440 days: eight false alarms. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 20})
  void usualTrafficRaisesAtMostOneFalseAlarmInTwentyDays(double length) {
    Random random = new Random(1);
    int raised = 0;
    for (int day = 0; day < 20; day++) {
      WindowSequence windows = sequence(reference(random, 200));
      SimulatedTraffic traffic = SimulatedTraffic.usual(random, length);
      Set<DriftFeature> drifting = Set.of();
      for (int hour = 0; hour < HOURS; hour++) {
        Set<DriftFeature> now = windows.add(traffic.images(IMAGES)).drifting();
        raised += drifting.containsAll(now) ? 0 : 1;
        drifting = now;
      }
    }

    assertThat(raised).isLessThanOrEqualTo(1);
  }

  /** The control: it shows that the traffic of the simulation is hard. */
  @Test
  void aTestThatTakesImagesForIndependentRejectsMostWindows() {
    Random random = new Random(2);
    DriftReference reference = reference(random, 1000);
    SimulatedTraffic traffic = SimulatedTraffic.usual(random, 20);
    int rejected = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      List<FeatureComparison> found = WindowTest.compare(reference, traffic.images(IMAGES));
      rejected += found.stream().anyMatch(DriftSimulationTest::isPlainlyRejected) ? 1 : 0;
    }

    assertThat(rejected).isGreaterThan(HOURS / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 1, 0.6, 0, 1, 2, 20",
    "200, 10, 0.6, 0, 1, 4, 20",
    "200, 1, 1, 0.5, 1, 2, 20",
    "200, 10, 1, 0.5, 1, 4, 20",
    "200, 10, 1, 0, 3, 4, 18",
    "200, 20, 0.8, 0, 1, 10, 19",
    "200, 5, 1, 0, 2, 10, 14",
    "1000, 1, 1, 0, 2, 2, 19"
  })
  void findsDrifts(
      int validation,
      double length,
      double light,
      double blur,
      double secondClass,
      int hours,
      int least) {
    Random random = new Random(3);
    int found = 0;
    for (int trial = 0; trial < 20; trial++) {
      WindowSequence windows = sequence(reference(random, validation));
      SimulatedTraffic traffic = new SimulatedTraffic(random, length, light, blur, secondClass);
      boolean drifts = false;
      for (int hour = 0; hour < hours && !drifts; hour++) {
        drifts = !windows.add(traffic.images(IMAGES)).drifting().isEmpty();
      }
      found += drifts ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(least);
  }

  private static WindowSequence sequence(DriftReference reference) {
    return new WindowSequence(reference, LEVEL, LEAST_EFFECT);
  }

  private static DriftReference reference(Random random, int images) {
    return DriftReference.of(SimulatedTraffic.usual(random, 1).images(images)).orElseThrow();
  }

  /** Two-sample chi-square of independent images, at the same level by Bonferroni. */
  private static boolean isPlainlyRejected(FeatureComparison one) {
    double sum = 0;
    int bins = one.shares().size();
    for (int k = 0; k < bins; k++) {
      double reference = one.reference().shares().get(k);
      double difference = one.shares().get(k) - reference;
      sum += reference > 0 ? difference * difference / reference : 0;
    }
    double statistic = sum / (1.0 / one.images() + 1.0 / one.reference().images()) / (bins - 1);
    return TailProbability.ofF(statistic, bins - 1, 1e6) < LEVEL / DriftFeature.values().length;
  }
}
