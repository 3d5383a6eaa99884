package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {

  /**
   * Two bins. The upper one holds 1, 0.75 and 0.5, of which two are right: |2/3 - 0.75| weighs 3/4.
   * The lower one holds 0.25, wrong: 0.25 weighs 1/4.
   */
  @Test
  void comparesScoresWithPrecision() {
    ReliabilityDiagram diagram =
        ReliabilityDiagram.of(
            MatchedDetections.of(
                new float[] {1, .75f, .5f, .25f}, new boolean[] {true, false, true, false}, 5),
            2);

    assertThat(diagram.bins().get(0)).isEqualTo(new ReliabilityDiagram.Bin(1, .25, 0));
    assertThat(diagram.bins().get(1)).isEqualTo(new ReliabilityDiagram.Bin(3, .75, 2.0 / 3));
    assertThat(diagram.expectedCalibrationError().getAsDouble())
        .isCloseTo(.0833333 * .75 + .25 * .25, within(1e-6));
  }

  @Test
  void hasEmptyBinsAndNoErrorWithoutDetections() {
    ReliabilityDiagram diagram =
        ReliabilityDiagram.of(MatchedDetections.of(new float[0], new boolean[0], 1), 10);

    assertThat(diagram.bins()).hasSize(10);
    assertThat(diagram.bins().get(3).meanScore()).isNaN();
    assertThat(diagram.expectedCalibrationError()).isEmpty();
  }

  @Test
  void needsABin() {
    assertThatThrownBy(
            () -> ReliabilityDiagram.of(MatchedDetections.of(new float[0], new boolean[0], 1), 0))
        .hasMessageContaining("bins must be positive: 0");
  }

  @Property(tries = 200)
  void everyDetectionIsInTheBinOfItsScore(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
    Random random = new Random(seed);
    RankedMatches matches = new RankedMatches();
    int size = random.nextInt(100);
    for (int i = 0; i < size; i++) {
      matches.add(random.nextFloat(), random.nextInt(2));
    }

    ReliabilityDiagram diagram = ReliabilityDiagram.of(MatchedDetections.of(matches, size), bins);

    assertThat(diagram.bins().stream().mapToInt(ReliabilityDiagram.Bin::detections).sum())
        .isEqualTo(size);
    for (int i = 0; i < bins; i++) {
      ReliabilityDiagram.Bin bin = diagram.bins().get(i);
      if (bin.detections() > 0) {
        assertThat(bin.meanScore()).isBetween((double) i / bins - 1e-6, (i + 1.0) / bins + 1e-6);
        assertThat(bin.precision()).isBetween(0.0, 1.0);
      }
    }
    diagram.expectedCalibrationError().ifPresent(error -> assertThat(error).isBetween(0.0, 1.0));
  }
}
