package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.events.DetectedBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxMatchingTest {

  @Test
  void countsByClass() {
    List<DetectedBox> champion =
        List.of(box("hat", 0, 10), box("hat", 20, 30), box("person", 40, 50), box("hat", 60, 70));
    List<DetectedBox> challenger =
        List.of(
            box("hat", 1, 11), // IoU with the first: 9 / 11
            box("person", 20, 30),
            box("person", 46, 56), // 4 / 16 with the person
            box("hat", 60, 70));

    assertThat(BoxMatching.compare(champion, challenger))
        .containsOnlyKeys("hat", "person")
        .containsEntry("hat", new BoxDifferences(2, 1, 0, 0))
        .containsEntry("person", new BoxDifferences(0, 0, 1, 1));
  }

  @Test
  void aPairOfOneClassComesBeforeALargerOverlapOfAnother() {
    // A hat on a head: both boxes overlap well, and each model finds both.
    List<DetectedBox> champion = List.of(box("hat", 0, 10), box("head", 2, 12));
    List<DetectedBox> challenger = List.of(box("head", 1, 11), box("hat", 2, 12));

    assertThat(BoxMatching.compare(champion, challenger))
        .containsEntry("hat", new BoxDifferences(1, 0, 0, 0))
        .containsEntry("head", new BoxDifferences(1, 0, 0, 0));
  }

  @Test
  void equalBoxesAreSeveralBoxes() {
    DetectedBox one = box("hat", 0, 10);

    assertThat(BoxMatching.compare(List.of(one, box("hat", 0, 10)), List.of(one)))
        .containsEntry("hat", new BoxDifferences(1, 0, 1, 0));
    assertThat(BoxMatching.compare(List.of(), List.of())).isEmpty();
  }

  @Test
  void swappingTheSidesSwapsTheCounts() {
    List<DetectedBox> some = List.of(box("hat", 0, 10), box("hat", 30, 40));
    List<DetectedBox> others = List.of(box("hat", 2, 12));

    assertThat(BoxMatching.compare(some, others))
        .containsEntry("hat", new BoxDifferences(1, 0, 1, 0));
    assertThat(BoxMatching.compare(others, some))
        .containsEntry("hat", new BoxDifferences(1, 0, 0, 1));
  }

  private static DetectedBox box(String label, double xMin, double xMax) {
    return new DetectedBox(label, 0.5, xMin, 0, xMax, 10);
  }
}
