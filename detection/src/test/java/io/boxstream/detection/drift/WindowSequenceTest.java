package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowSequenceTest {
  private static final double LEVEL = 0.001;
  private static final double LEAST_EFFECT = 0.05;
  private static final int IMAGES = 600;

  private final WindowSequence sequence =
      new WindowSequence(HalfDark.REFERENCE, LEVEL, LEAST_EFFECT);

  @Test
  void aFeatureDriftsWhenItDiffersTwiceInARow() {
    WindowSequence.Verdict first = sequence.add(window(0.9));
    assertThat(first.differing()).containsExactly(DriftFeature.BRIGHTNESS);
    assertThat(first.drifting()).isEmpty();

    WindowSequence.Verdict second = sequence.add(window(0.9));

    assertThat(second.drifting()).containsExactly(DriftFeature.BRIGHTNESS);
    assertThat(second.comparisons())
        .singleElement()
        .satisfies(one -> assertThat(one.windows()).isEqualTo(1));
  }

  @Test
  void oneUnusualWindowAmongUsualOnesIsNoDrift() {
    for (int i = 0; i < 9; i++) {
      assertThat(sequence.add(window(i % 3 == 1 ? 0.95 : 0.5)).drifting()).isEmpty();
    }
  }

  @Test
  void aDriftEndsWithAWindowThatChanceExplainsAndNotWithADoubtfulOne() {
    // A share has the variance 0.25 / 600 + 0.25 / 100, the standard deviation 0.054: 0.62 is 2.2
    // of
    // it away, which has a probability of 0.03, and 0.55 is 0.9, which has 0.36.
    sequence.add(window(0.9));
    sequence.add(window(0.9));

    assertThat(sequence.add(window(0.62)).drifting()).containsExactly(DriftFeature.BRIGHTNESS);
    assertThat(sequence.add(window(0.55)).drifting()).isEmpty();

    // Then the windows before do not count any more
    for (int i = 0; i < 9; i++) {
      assertThat(sequence.add(window(0.5)).drifting()).isEmpty();
    }
  }

  @Test
  void whatOneWindowDoesNotShowIsFoundInSeveral() {
    // Given scenes of two minutes, of which a window has few, and a class that doubles
    Random random = new Random(5);
    int foundInSeveral = 0;
    for (int trial = 0; trial < 20; trial++) {
      DriftReference reference =
          DriftReference.of(SimulatedTraffic.usual(random, 1).images(200)).orElseThrow();
      SimulatedTraffic traffic = new SimulatedTraffic(random, 20, 1, 0, 2);
      WindowSequence windows = new WindowSequence(reference, LEVEL, LEAST_EFFECT);
      WindowSequence.Verdict verdict = windows.add(traffic.images(IMAGES));
      for (int hour = 1; hour < 24 && !verdict.drifting().contains(DriftFeature.CLASSES); hour++) {
        verdict = windows.add(traffic.images(IMAGES));
      }
      boolean drifts = verdict.drifting().contains(DriftFeature.CLASSES);
      foundInSeveral += drifts && windowsOf(verdict, DriftFeature.CLASSES) > 1 ? 1 : 0;
    }

    assertThat(foundInSeveral).isGreaterThanOrEqualTo(12);
  }

  private static int windowsOf(WindowSequence.Verdict verdict, DriftFeature feature) {
    return verdict.comparisons().stream()
        .filter(one -> one.feature() == feature)
        .mapToInt(FeatureComparison::windows)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void windowsTogetherAreComparedAsOneLongWindow() {
    Random random = new Random(6);
    DriftReference reference =
        DriftReference.of(SimulatedTraffic.usual(random, 1).images(100)).orElseThrow();
    SimulatedTraffic traffic = SimulatedTraffic.usual(random, 5);
    List<ImageTraits> all = new ArrayList<>();
    List<WindowSummary> windows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<ImageTraits> images = traffic.images(60);
      all.addAll(images);
      windows.add(WindowSummary.of(reference, images));
    }

    List<FeatureComparison> together =
        WindowTest.compare(reference, windows, Set.of(DriftFeature.values()));
    List<FeatureComparison> one = WindowTest.compare(reference, all);

    assertThat(together).hasSameSizeAs(one);
    for (int i = 0; i < one.size(); i++) {
      assertThat(together.get(i).windows()).isEqualTo(3);
      assertThat(together.get(i).images()).isEqualTo(one.get(i).images());
      assertThat(together.get(i).probability()).isCloseTo(one.get(i).probability(), within(1e-9));
      assertThat(together.get(i).effect()).isCloseTo(one.get(i).effect(), within(1e-9));
    }
  }

  @Test
  void refusesAWindowThatIsTooSmall() {
    assertThatThrownBy(() -> sequence.add(window(0.5).subList(0, 59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a window of 59 images");
  }

  /** Dark images spread evenly, so that images count as independent. */
  private static List<ImageTraits> window(double dark) {
    List<ImageTraits> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      boolean isDark = Math.floor((i + 1) * dark) > Math.floor(i * dark);
      images.add(new ImageTraits(isDark ? 50 : 200, 1, List.of()));
    }
    return images;
  }
}
