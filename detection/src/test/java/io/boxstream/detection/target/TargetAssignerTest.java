package io.boxstream.detection.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.decode.BoxDecoder;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TargetAssignerTest {

  private static final float[] SIX = {
    10, 10, 10, 10, 14, 10, 10, 10, 30, 30, 20, 20, 34, 34, 20, 20, 60, 60, 10, 10, 70, 20, 8, 16
  };

  /** SSD.md 10.2. */
  @Test
  void matchesByTheThreeRulesAndEncodesWithTheVariances() {
    Targets targets =
        assign(SIX, truth(4, 6, 5, 16, 15), truth(0, 22, 22, 44, 42), truth(19, 59, 59, 63, 63));

    assertThat(targets.classes()).containsExactly(5, 5, 1, 1, 20, 0);
    assertThat(targets.boxes())
        .containsExactly(
            new float[] {
              1,
              0,
              0,
              0,
              -3,
              0,
              0,
              0,
              1.5f,
              1,
              .47655103f,
              0,
              -.5f,
              -1,
              .47655103f,
              0,
              1,
              1,
              -4.5814533f,
              -4.5814533f,
              0,
              0,
              0,
              0
            },
            within(1e-5f));
  }

  /** SSD.md 10.2. */
  @Test
  void anObjectThatOverlapsNothingTakesAllIdleAnchorsIfItIsTheFirst() {
    Targets alone = assign(SIX, truth(7, 200, 200, 210, 210));
    Targets second = assign(SIX, truth(7, 6, 5, 16, 15), truth(3, 200, 200, 210, 210));
    Targets first = assign(SIX, truth(3, 200, 200, 210, 210), truth(7, 6, 5, 16, 15));

    assertThat(alone.classes()).containsExactly(8, 8, 8, 8, 8, 8);
    assertThat(Arrays.copyOf(alone.boxes(), 4))
        .containsExactly(new float[] {195, 195, 0, 0}, within(1e-3f));
    assertThat(second.classes()).containsExactly(8, 8, 0, 0, 0, 0);
    assertThat(first.classes()).containsExactly(8, 8, 4, 4, 4, 4);
  }

  /** SSD.md 10.2. */
  @Test
  void anchorsTiedWithTheBestAreMatchedToo() {
    float[] anchors = {10, 10, 10, 10, 10, 10, 10, 10, 50, 50, 10, 10};

    assertThat(assign(anchors, truth(2, 5, 5, 11, 15)).classes()).containsExactly(3, 3, 0);
  }

  /** SSD.md 10.3, mobilenet0.25 at 300. */
  @Test
  void matchesOnARealGrid() {
    float[] anchors = Anchors.of(Presets.named("ssd_300_mobilenet0.25"));

    Targets targets = assign(anchors, truth(4, 30, 40, 180, 200), truth(0, 100, 20, 140, 70));

    assertThat(positives(targets, 1)).containsExactly(1606, 1609, 1666, 1669);
    assertThat(positives(targets, 5))
        .containsExactly(2147, 2153, 2177, 2183, 2218, 2219, 2220, 2221, 2236, 2237, 2239);
    assertThat(Arrays.copyOfRange(targets.boxes(), 4 * 2239, 4 * 2240))
        .containsExactly(
            new float[] {.8318902f, -1.8486451f, 1.6338545f, -1.5091889f}, within(1e-5f));
    double sum =
        IntStream.range(0, targets.boxes().length).mapToDouble(i -> targets.boxes()[i]).sum();
    assertThat(sum).isCloseTo(8.65704, within(1e-4));
  }

  @Test
  void anImageWithoutObjectsIsAllBackgroundWhateverStoodThereBefore() {
    TargetAssigner assigner = new TargetAssigner(SIX);
    float[] classes = new float[12];
    float[] boxes = new float[48];
    Arrays.fill(classes, 9);
    Arrays.fill(boxes, 9);

    assigner.assign(List.of(), classes, boxes, 1);

    assertThat(Arrays.copyOfRange(classes, 6, 12)).containsOnly(0);
    assertThat(Arrays.copyOfRange(boxes, 24, 48)).containsOnly(0);
    assertThat(Arrays.copyOf(classes, 6)).containsOnly(9);
    assertThat(Arrays.copyOf(boxes, 24)).containsOnly(9);
  }

  @Property(tries = 200)
  void whatIsEncodedIsDecodedToTheObject(@ForAll long seed) {
    Random random = new Random(seed);
    float[] anchors = Anchors.of(Presets.named("boxstream_300_mobilenet0.25"));
    GroundTruth[] truths = new GroundTruth[6];
    for (int i = 0; i < truths.length; i++) {
      double x = 250 * random.nextDouble();
      double y = 250 * random.nextDouble();
      double width = 4 + 120 * random.nextDouble();
      double height = 4 + 120 * random.nextDouble();
      truths[i] = truth(i, x, y, x + width, y + height);
    }

    Targets targets = assign(anchors, truths);

    float[] corners = new float[4];
    for (int anchor = 0; anchor < targets.classes().length; anchor++) {
      if (targets.classes()[anchor] > 0) {
        Box box = truths[(int) targets.classes()[anchor] - 1].box();
        BoxDecoder.decode(targets.boxes(), 4 * anchor, anchors, anchor, corners, 0);
        assertThat(corners[0]).isCloseTo((float) box.xMin(), within(2e-3f));
        assertThat(corners[3]).isCloseTo((float) box.yMax(), within(2e-3f));
      }
    }
    assertThat(targets.classes())
        .as("rule 1 finds an anchor for the largest overlap")
        .contains(best(anchors, truths));
  }

  @Test
  @Tag("parity")
  void equalsTheReference() {
    NumpyArchive fixture = Fixtures.arrays("targets.npz");
    int images = 0;
    for (; fixture.find("%02d_boxes".formatted(images)).isPresent(); images++) {
      String prefix = "%02d_".formatted(images);
      float[] anchors = Anchors.of(Presets.named(fixture.get(prefix + "preset").text()));
      float[] corners = fixture.get(prefix + "boxes").floats();
      float[] ids = fixture.get(prefix + "ids").floats();
      List<GroundTruth> truths = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        truths.add(
            truth(
                (int) ids[i],
                corners[4 * i],
                corners[4 * i + 1],
                corners[4 * i + 2],
                corners[4 * i + 3]));
      }

      Targets targets = assign(anchors, truths.toArray(GroundTruth[]::new));

      assertThat(targets.classes())
          .as(prefix)
          .containsExactly(fixture.get(prefix + "class_targets").floats());
      float[] expected = fixture.get(prefix + "box_targets").floats();
      double largest =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> Math.abs(targets.boxes()[i] - expected[i]))
              .max()
              .getAsDouble();
      assertThat(largest).as(prefix).isLessThan(1e-4);
    }
    assertThat(images).isPositive();
  }

  /** The class target of the object that overlaps some anchor more than any other does. */
  private static float best(float[] anchors, GroundTruth[] truths) {
    double largest = -1;
    int best = 0;
    for (int i = 0; i < anchors.length; i += 4) {
      Box anchor =
          new Box(
              anchors[i] - anchors[i + 2] / 2,
              anchors[i + 1] - anchors[i + 3] / 2,
              anchors[i] + anchors[i + 2] / 2,
              anchors[i + 1] + anchors[i + 3] / 2);
      for (GroundTruth truth : truths) {
        double overlap = anchor.intersectionOverUnion(truth.box());
        if (overlap > largest) {
          largest = overlap;
          best = truth.classIndex() + 1;
        }
      }
    }
    return best;
  }

  @SuppressWarnings("ArrayRecordComponent") // two results of one call
  private record Targets(float[] classes, float[] boxes) {}

  private static Targets assign(float[] anchors, GroundTruth... truths) {
    TargetAssigner assigner = new TargetAssigner(anchors);
    Targets targets =
        new Targets(new float[assigner.anchorCount()], new float[4 * assigner.anchorCount()]);
    assigner.assign(List.of(truths), targets.classes(), targets.boxes(), 0);
    return targets;
  }

  private static int[] positives(Targets targets, float value) {
    return IntStream.range(0, targets.classes().length)
        .filter(i -> targets.classes()[i] == value)
        .toArray();
  }

  private static GroundTruth truth(int index, double xMin, double yMin, double xMax, double yMax) {
    return new GroundTruth(index, new Box(xMin, yMin, xMax, yMax), false);
  }
}
