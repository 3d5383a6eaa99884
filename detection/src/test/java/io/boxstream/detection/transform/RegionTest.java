package io.boxstream.detection.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegionTest {

  /** SSD.md 10.7: the third box's centre lies on the right edge, which is out. */
  @Test
  void keepsWhatHasItsCentreInside() {
    Region region = new Region(20, 15, 40, 60);

    List<GroundTruth> kept =
        region.crop(truths(new double[] {10, 10, 60, 60, 80, 40, 150, 110, 55, 20, 65, 40}));

    assertThat(kept).extracting(GroundTruth::box).containsExactly(new Box(0, 0, 40, 45));
  }

  /** SSD.md 10.7. */
  @Test
  void mirrorsEdgesWithoutTheMinusOne() {
    List<GroundTruth> mirrored = Boxes.mirrored(truths(new double[] {10, 10, 60, 60}), 100);

    assertThat(mirrored.get(0).box()).isEqualTo(new Box(40, 10, 90, 60));
  }

  @Test
  @Tag("parity")
  void boxOperationsEqualTheReference() {
    NumpyArchive fixture = Fixtures.arrays("transforms.npz");
    List<GroundTruth> boxes = truths(fixture.get("boxes").doubles());

    compare(Boxes.mirrored(boxes, 300), fixture.get("flip_x").doubles());
    fixture
        .arrays()
        .forEach(
            (name, expected) -> {
              Matcher crop =
                  Pattern.compile("crop_(\\d+)_(\\d+)_(\\d+)_(\\d+)_center").matcher(name);
              if (crop.matches()) {
                Region region =
                    new Region(number(crop, 1), number(crop, 2), number(crop, 3), number(crop, 4));
                compare(region.crop(boxes), expected.doubles());
              }
              Matcher resize =
                  Pattern.compile("resize_(\\d+)x(\\d+)_to_(\\d+)x(\\d+)").matcher(name);
              if (resize.matches()) {
                double horizontal = (double) number(resize, 3) / number(resize, 1);
                double vertical = (double) number(resize, 4) / number(resize, 2);
                compare(Boxes.scaled(boxes, horizontal, vertical), expected.doubles());
              }
            });
  }

  @Test
  @Tag("parity")
  void overlapsEqualTheReference() {
    NumpyArchive fixture = Fixtures.arrays("transforms.npz");
    List<GroundTruth> boxes = truths(fixture.get("boxes").doubles());
    double[] expected = fixture.get("iou").doubles();
    int columns = expected.length / boxes.size();

    for (int i = 0; i < expected.length; i++) {
      Box row = boxes.get(i / columns).box();
      Box column = boxes.get(i % columns).box();
      assertThat(row.intersectionOverUnion(column)).isCloseTo(expected[i], within(1e-12));
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static void compare(List<GroundTruth> actual, double[] expected) {
    assertThat(actual).hasSize(expected.length / 4);
    for (int i = 0; i < actual.size(); i++) {
      Box box = actual.get(i).box();
      double[] corners = {box.xMin(), box.yMin(), box.xMax(), box.yMax()};
      for (int k = 0; k < 4; k++) {
        assertThat(corners[k]).isCloseTo(expected[4 * i + k], within(1e-9));
      }
    }
  }

  private static List<GroundTruth> truths(double[] corners) {
    List<GroundTruth> truths = new ArrayList<>();
    for (int i = 0; i < corners.length; i += 4) {
      Box box = new Box(corners[i], corners[i + 1], corners[i + 2], corners[i + 3]);
      truths.add(new GroundTruth(0, box, false));
    }
    return truths;
  }
}
