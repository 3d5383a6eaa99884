package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.drift.ImageTraits.TraitBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTestTest {

  @Test
  void agreesWithAnExampleByHand() {
    // 60 images, three of four dark in each part of any length: parts do not differ, so the images
    // count as independent. The variance of a share is 0.25 / 60 + 0.25 / 100 = 1 / 150, the trace
    // with weights 2 and 2 is 4 / 150, the distance 2 * 2 * 0.0625 = 0.25: statistic 9.375. Two
    // bins have one degree of freedom. Stability index with half an image more on each side:
    // dark (45.5 / 61, 50.5 / 101), bright (15.5 / 61, 50.5 / 101).
    List<ImageTraits> window = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      window.add(image(i % 4 == 3 ? 200 : 50));
    }

    FeatureComparison found = WindowTest.compare(HalfDark.REFERENCE, window).get(0);

    assertThat(found.shares()).containsExactly(0.75, 0.25);
    double dark = 45.5 / 61;
    double expected =
        (dark - 0.5) * Math.log(dark / 0.5) + (0.5 - dark) * Math.log((1 - dark) / 0.5);
    assertThat(found.stabilityIndex()).isCloseTo(expected, within(1e-12));
    assertThat(found.statistic()).isCloseTo(9.375, within(0.35));
    assertThat(found.effect()).isCloseTo(found.stabilityIndex() - 4.0 / 150, within(0.002));
    assertThat(found.effectiveImages()).isCloseTo(60, within(6.0));
  }

  @Test
  void imagesOfOneSceneCountAsFew() {
    // The same shares, but each dark or bright stretch is six images long.
    List<ImageTraits> mixed = new ArrayList<>();
    List<ImageTraits> stretches = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      mixed.add(image(i % 4 == 3 ? 200 : 50));
      stretches.add(image(i / 6 % 4 == 3 ? 200 : 50));
    }

    FeatureComparison one = WindowTest.compare(HalfDark.REFERENCE, mixed).get(0);
    FeatureComparison other = WindowTest.compare(HalfDark.REFERENCE, stretches).get(0);

    assertThat(other.shares()).isEqualTo(one.shares());
    assertThat(other.probability()).isGreaterThan(5 * one.probability());
    assertThat(other.effectiveImages()).isBetween(15.0, 45.0);
  }

  @Test
  void theOrderOfBoxesAndTheirNumberDoNotCount() {
    List<ImageTraits> single = new ArrayList<>();
    List<ImageTraits> crowds = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      TraitBox box = new TraitBox(random.nextBoolean() ? "hat" : "vest", 0.5, 0.1);
      single.add(new ImageTraits(100, 1, List.of(box)));
      crowds.add(new ImageTraits(100, 1, Collections.nCopies(1 + i % 7, box)));
    }
    DriftReference reference = DriftReference.of(single).orElseThrow();

    FeatureComparison one = of(DriftFeature.CLASSES, WindowTest.compare(reference, single));
    FeatureComparison other = of(DriftFeature.CLASSES, WindowTest.compare(reference, crowds));

    assertThat(other.shares()).isEqualTo(one.shares());
    assertThat(other.probability()).isEqualTo(one.probability());
  }

  @Test
  void holmsProcedureDividesTheLevelByTheFeaturesThatAreLeft() {
    Random random = new Random(5);
    DriftReference reference =
        DriftReference.of(SimulatedTraffic.usual(random, 1).images(100)).orElseThrow();

    List<FeatureComparison> found =
        WindowTest.compare(reference, SimulatedTraffic.usual(random, 1).images(100));

    List<FeatureComparison> sorted =
        found.stream().sorted(Comparator.comparingDouble(FeatureComparison::probability)).toList();
    assertThat(sorted).hasSize(6);
    assertThat(sorted.get(0).adjusted())
        .isCloseTo(Math.min(1, 6 * sorted.get(0).probability()), within(1e-12));
    assertThat(IntStream.range(1, 6))
        .allMatch(i -> sorted.get(i).adjusted() >= sorted.get(i - 1).adjusted());
  }

  @Test
  void theImagesOfTheExcessAreTypical() {
    List<ImageTraits> window =
        IntStream.range(0, 60).mapToObj(i -> image(i % 4 == 3 ? 200 : 50)).toList();
    FeatureComparison found = WindowTest.compare(HalfDark.REFERENCE, window).get(0);

    // A third of the dark images is more than the half that the reference explains.
    assertThat(found.typicality(image(50))).isCloseTo(1 - 0.5 / 0.75, within(1e-12));
    assertThat(found.typicality(image(200))).isZero();
  }

  @Test
  void fewValidationImagesAreNoReference() {
    List<ImageTraits> images = SimulatedTraffic.usual(new Random(6), 1).images(29);

    assertThat(DriftReference.of(images)).isEmpty();
  }

  @Test
  void refusesAWindowThatIsTooSmall() {
    assertThatThrownBy(() -> WindowTest.compare(HalfDark.REFERENCE, List.of(image(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a window of 1 images");
  }

  private static FeatureComparison of(DriftFeature feature, List<FeatureComparison> found) {
    return found.stream().filter(one -> one.feature() == feature).findFirst().orElseThrow();
  }

  private static ImageTraits image(double brightness) {
    return new ImageTraits(brightness, 1, List.of());
  }
}
