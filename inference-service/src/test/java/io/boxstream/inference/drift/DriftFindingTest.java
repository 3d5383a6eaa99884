package io.boxstream.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.drift.Bins;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.detection.drift.FeatureReference;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftFindingTest {
  private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

  @Test
  void whatIsComparedIsTheTrafficOfAsManyWindowsAsAFeatureDriftsIn() {
    DriftFinding finding = finding(Set.of(DriftFeature.CLASSES, DriftFeature.SHARPNESS));

    assertThat(finding.latest()).isEqualTo(window(8));
    assertThat(finding.compared().from()).isEqualTo(window(6).from());
    assertThat(finding.compared().to()).isEqualTo(window(8).to());
    assertThat(finding.compared().images()).isEqualTo(106 + 107 + 108);
    assertThat(finding.drifted())
        .extracting(FeatureComparison::feature)
        .containsExactly(DriftFeature.CLASSES, DriftFeature.SHARPNESS);
  }

  @Test
  void withoutADriftItIsTheLatestWindow() {
    assertThat(finding(Set.of()).compared()).isEqualTo(window(8));
  }

  /** Nine windows; classes are compared in one, brightness in nine, sharpness in three. */
  private static DriftFinding finding(Set<DriftFeature> drifting) {
    List<DriftFinding.Window> windows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      windows.add(window(i));
    }
    return new DriftFinding(
        new ModelIdentity(
            "detector",
            1,
            "run-000001",
            "tiny",
            List.of("hat"),
            OptionalDouble.empty(),
            Optional.empty()),
        windows,
        100,
        List.of(
            comparison(DriftFeature.CLASSES, 1),
            comparison(DriftFeature.BRIGHTNESS, 9),
            comparison(DriftFeature.SHARPNESS, 3)),
        drifting);
  }

  private static DriftFinding.Window window(int number) {
    Instant from = START.plus(Duration.ofHours(number));
    return new DriftFinding.Window(from, from.plus(Duration.ofMinutes(59)), 100 + number);
  }

  private static FeatureComparison comparison(DriftFeature feature, int windows) {
    FeatureReference reference =
        new FeatureReference(
            new Bins(List.of(1.0), List.of()),
            100,
            List.of(0.5, 0.5),
            List.of(0.25, -0.25, -0.25, 0.25));
    return new FeatureComparison(
        feature, reference, windows, 100, List.of(0.9, 0.1), 50, 1e-9, 1e-8, 90, 0.8, 0.7);
  }
}
