package io.boxstream.detection.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.fixture.Fixtures;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AnchorsTest {

  private static final List<Double> FOUR = List.of(1.0, 2.0, 0.5);
  private static final List<Double> SIX = List.of(1.0, 2.0, 0.5, 3.0, 1.0 / 3);

  /** SSD.md 10.1. */
  @Test
  void laysFourBoxesPerCellRowByRow() {
    float[] anchors = Anchors.ofLayer(new AnchorLayer(0, 32, 16, 51.2, 102.4, FOUR), 32);

    assertThat(Arrays.copyOf(anchors, 20))
        .containsExactly(
            new float[] {
              8, 8, 51.2f, 51.2f, 8, 8, 72.40774f, 72.40774f, 8, 8, 72.40774f, 36.20387f, 8, 8,
              36.20387f, 72.40774f, 24, 8, 51.2f, 51.2f
            },
            within(1e-5f));
    assertThat(Arrays.copyOfRange(anchors, 512, 516)).containsExactly(8, 24, 51.2f, 51.2f);
  }

  /** SSD.md 10.1. */
  @Test
  void laysSixBoxesPerCell() {
    float[] anchors = Anchors.ofLayer(new AnchorLayer(0, 16, 32, 102.4, 189.4, SIX), 16);

    assertThat(Arrays.copyOfRange(anchors, anchors.length - 4, anchors.length))
        .containsExactly(new float[] {496, 496, 59.120667f, 177.362f}, within(1e-5f));
  }

  @Property
  void everyBoxButTheSecondHasTheAreaOfTheSmallSquare(
      @ForAll @DoubleRange(min = 1, max = 300) double small,
      @ForAll @DoubleRange(min = 1, max = 300) double large,
      @ForAll @IntRange(min = 1, max = 5) int mapSize) {
    float[] anchors = Anchors.ofLayer(new AnchorLayer(0, mapSize, 8, small, large, SIX), mapSize);

    for (int anchor = 0; anchor < anchors.length / 4; anchor++) {
      double area = (double) anchors[4 * anchor + 2] * anchors[4 * anchor + 3];
      double expected = anchor % 6 == 1 ? small * large : small * small;
      assertThat(area).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void everyPresetHasFourValuesPerAnchor() {
    for (String name : Presets.names()) {
      DetectorPreset preset = Presets.named(name);

      assertThat(Anchors.of(preset)).hasSize(4 * preset.anchorCount());
    }
  }

  @Test
  @Tag("parity")
  void equalsTheReferenceExactly() {
    Fixtures.arrays("anchors.npz")
        .arrays()
        .forEach(
            (name, expected) ->
                assertThat(Anchors.of(Presets.named(name)))
                    .as(name)
                    .containsExactly(expected.floats()));
  }
}
