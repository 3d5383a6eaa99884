package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageMatchesTest {

  @Test
  void namesFalseAndMissedBoxes() {
    ImageMatches matches =
        ImageMatches.of(
            List.of(truth(1, 0, false), truth(0, 100, false), truth(0, 200, true)),
            List.of(
                // Worse than the last one, which finds the same object.
                found(0, .5f, 100), found(0, .9f, 0), found(0, .8f, 200), found(0, .6f, 100)),
            2);

    assertThat(matches.falsePositive()).containsExactly(true, true, false, false);
    assertThat(matches.missed()).containsExactly(true, false, false);
    assertThat(matches.falsePositives()).isEqualTo(2);
    assertThat(matches.missedObjects()).isEqualTo(1);
  }

  /** The same matching as the metric's. */
  @Test
  void agreesWithTheEvaluation() {
    List<GroundTruth> truths = List.of(truth(0, 0, false), truth(0, 8, false), truth(1, 4, false));
    List<Detection> found =
        List.of(found(0, .9f, 3), found(0, .8f, 5), found(1, .7f, 0), found(1, .6f, 30));
    VocEvaluation evaluation = new VocEvaluation(2);
    evaluation.update(truths, found);

    ImageMatches matches = ImageMatches.of(truths, found, 2);

    OperatingPoint all = F1Curve.of(evaluation.matched()).at(0);
    assertThat(matches.falsePositives()).isEqualTo(all.falsePositives());
    assertThat(matches.missedObjects()).isEqualTo(all.missed());
    OperatingPoint first = F1Curve.of(evaluation.matched(0)).at(0);
    OperatingPoint second = F1Curve.of(evaluation.matched(1)).at(0);
    assertThat(first.truePositives() + second.truePositives()).isEqualTo(all.truePositives());
  }

  private static GroundTruth truth(int index, double x, boolean difficult) {
    return new GroundTruth(index, new Box(x, 0, x + 20, 20), difficult);
  }

  private static Detection found(int index, float score, double x) {
    return new Detection(index, score, new Box(x, 0, x + 20, 20));
  }
}
