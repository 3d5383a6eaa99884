package io.boxstream.dataset.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassShapesTest {

  private final ClassShapes shapes = new ClassShapes();
  private final Random random = new Random(1);

  @Test
  void aBoxThatIsFarLargerOrWiderThanItsClassIsUnusual() {
    addUsual(200);

    assertThat(unusual(box("hat", 400, 300))).isPresent();
    assertThat(unusual(box("hat", 4, 3))).isPresent();
    assertThat(unusual(box("hat", 200, 10))).isPresent();
    assertThat(unusual(box("hat", 55, 45))).isEmpty();
    assertThat(shapes.unusual("image", 640, 480, List.of(box("hat", 50, 40), box("hat", 400, 300))))
        .hasValueSatisfying(
            suspect -> {
              assertThat(suspect.reason()).isEqualTo(SuspectReason.UNUSUAL_BOX);
              assertThat(suspect.boxes()).containsExactly(box("hat", 400, 300));
              assertThat(suspect.score()).isBetween(0.5, 0.9);
            });
  }

  @Test
  void theFartherTheMoreLikely() {
    addUsual(200);

    assertThat(unusual(box("hat", 600, 450)).orElseThrow().score())
        .isGreaterThan(unusual(box("hat", 200, 150)).orElseThrow().score());
  }

  @Test
  void aClassWithFewBoxesHasNoUsualSize() {
    addUsual(29);

    assertThat(unusual(box("hat", 600, 400))).isEmpty();
  }

  @Test
  void whatWasTakenAwayDoesNotCount() {
    addUsual(200);
    for (int i = 0; i < 500; i++) {
      shapes.add(640, 480, List.of(box("hat", 400, 300)));
    }
    assertThat(unusual(box("hat", 400, 300))).isEmpty();

    for (int i = 0; i < 500; i++) {
      shapes.remove(640, 480, List.of(box("hat", 400, 300)));
    }

    assertThat(unusual(box("hat", 400, 300))).isPresent();
  }

  @Test
  void anotherProcessGoesOnWithTheCounts() {
    addUsual(200);
    shapes.add(640, 480, List.of(box("vest", 30, 30)));
    ClassShapes restored = new ClassShapes();
    restored.add(640, 480, List.of(box("gone", 400, 300)));

    restored.restore(shapes.counts());

    for (LabelledBox box : List.of(box("hat", 400, 300), box("hat", 55, 45), box("vest", 9, 9))) {
      assertThat(restored.deviations(640, 480, box)).isEqualTo(shapes.deviations(640, 480, box));
    }
    assertThat(restored.counts()).containsOnlyKeys("hat", "vest");
    assertThat(restored.counts().get("hat")).isEqualTo(shapes.counts().get("hat"));
    restored.remove(640, 480, List.of(box("vest", 30, 30)));
    assertThat(restored.counts()).containsOnlyKeys("hat");
  }

  @Test
  void whatAreNoCountsIsRefused() {
    for (long[] numbers : List.of(new long[] {}, new long[] {2, 1}, new long[] {0, 9999, 1})) {
      assertThatThrownBy(() -> shapes.restore(Map.of("hat", numbers)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void medianAndDeviationAreThoseOfTheSortedValuesToHalfABin() {
    MedianHistogram histogram = new MedianHistogram();
    double[] values = random.doubles(999, -4, 3).toArray();
    for (double value : values) {
      histogram.add(value, 1);
    }
    Arrays.sort(values);
    double median = values[499];
    double deviation =
        1.4826
            * Arrays.stream(values).map(value -> Math.abs(value - median)).sorted().toArray()[499];

    assertThat(histogram.median()).isCloseTo(median, within(1 / 64.0));
    assertThat(histogram.robustDeviation()).isCloseTo(deviation, within(2 * 1.4826 / 32));
  }

  /** Boxes of about 50×40 pixels. */
  private void addUsual(int count) {
    for (int i = 0; i < count; i++) {
      List<LabelledBox> boxes = new ArrayList<>();
      boxes.add(box("hat", 50 * spread(), 40 * spread()));
      shapes.add(640, 480, boxes);
    }
  }

  private double spread() {
    return Math.exp(0.15 * random.nextGaussian());
  }

  private Optional<Suspect> unusual(LabelledBox box) {
    return shapes.unusual("image", 640, 480, List.of(box));
  }

  private static LabelledBox box(String label, double width, double height) {
    return new LabelledBox(label, 10, 10, 10 + width, 10 + height, false);
  }
}
