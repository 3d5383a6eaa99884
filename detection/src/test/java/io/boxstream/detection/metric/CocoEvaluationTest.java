package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.CocoGroundTruth.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CocoEvaluationTest {
  private static final Box SMALL = new Box(0, 0, 10, 10);
  private static final Box MEDIUM = new Box(200, 200, 240, 240);
  private static final Box ELSEWHERE = new Box(500, 500, 510, 510);

  private final CocoEvaluation evaluation = new CocoEvaluation(2);

  /** Recalls 1/2 (51 of the 101 points, precision 1) and 1 (50 points, precision 2/3). */
  @Test
  void averagesPrecisionOverOneHundredAndOneRecalls() {
    evaluation.update(
        List.of(wanted(SMALL), wanted(MEDIUM)),
        List.of(found(.9f, SMALL), found(.8f, ELSEWHERE), found(.7f, MEDIUM)));

    assertFigure(CocoMetric.AP, (51 + 50 * 2.0 / 3) / 101);
    assertFigure(CocoMetric.AP_50, (51 + 50 * 2.0 / 3) / 101);
    assertFigure(CocoMetric.AR_1, .5);
    assertFigure(CocoMetric.AR_10, 1);
    assertFigure(CocoMetric.AR_100, 1);
    assertThat(evaluation.result().curve(0, 9)).hasSize(101).startsWith(1, 1).contains(2.0 / 3);
  }

  /** 3/4 of the object is found, and nothing else: a match at .50, .55, … .75, not above. */
  @Test
  void anOverlapCountsUpToItsOwnLimit() {
    evaluation.update(List.of(wanted(SMALL)), List.of(found(.9f, new Box(0, 0, 10, 7.5))));

    assertFigure(CocoMetric.AP_75, 1);
    assertFigure(CocoMetric.AP, .6);
    assertFigure(CocoMetric.AR_100, .6);
  }

  /** The wrong detection is small: it counts there and not among the medium ones. */
  @Test
  void aDetectionIsWrongOnlyAmongObjectsOfItsOwnSize() {
    evaluation.update(
        List.of(wanted(SMALL), wanted(MEDIUM)),
        List.of(found(.9f, ELSEWHERE), found(.8f, SMALL), found(.7f, MEDIUM)));

    assertFigure(CocoMetric.AP_SMALL, .5);
    assertFigure(CocoMetric.AP_MEDIUM, 1);
    assertFigure(CocoMetric.AR_SMALL, 1);
    assertThat(evaluation.result().mean(CocoMetric.AP_LARGE)).isEmpty();
    assertThat(evaluation.result().mean(CocoMetric.AR_LARGE)).isEmpty();
  }

  /** Each detection lies in the crowd, whose box is a hundred times as large. */
  @Test
  void aCrowdTakesAnyNumberOfDetectionsAndNoneIsWrong() {
    Box crowd = new Box(300, 0, 400, 100);
    evaluation.update(
        List.of(wanted(SMALL), new CocoGroundTruth(0, crowd, crowd.area(), Role.CROWD)),
        List.of(
            found(.9f, new Box(310, 10, 320, 20)),
            found(.8f, new Box(350, 50, 360, 60)),
            found(.7f, SMALL)));

    assertFigure(CocoMetric.AP, 1);
  }

  @Test
  void anIgnoredObjectTakesOneDetectionAndTheNextIsWrong() {
    evaluation.update(
        List.of(wanted(SMALL), CocoGroundTruth.of(new GroundTruth(0, ELSEWHERE, true))),
        List.of(found(.9f, ELSEWHERE), found(.8f, ELSEWHERE), found(.7f, SMALL)));

    assertFigure(CocoMetric.AP, .5);
  }

  /**
   * It overlaps the ignored object fully, but a wanted one by 3/4: that one it takes, up to .75.
   */
  @Test
  void aDetectionPrefersAnObjectThatIsWanted() {
    evaluation.update(
        List.of(new CocoGroundTruth(0, new Box(0, 0, 10, 7.5), 75, Role.IGNORED), wanted(SMALL)),
        List.of(found(.9f, new Box(0, 0, 10, 7.5))));

    assertFigure(CocoMetric.AP, .6);
  }

  /** The better one may be the second in the list: the place in the ranking decides, not that. */
  @Test
  void oneObjectIsFoundOnce() {
    evaluation.update(List.of(wanted(SMALL)), List.of(found(.3f, SMALL), found(.9f, SMALL)));

    assertFigure(CocoMetric.AR_1, 1);
    assertFigure(CocoMetric.AP, 1);
  }

  @Test
  void theHundredAndFirstDetectionOfAClassInAnImageDoesNotCount() {
    List<Detection> wrong = Collections.nCopies(100, found(.9f, ELSEWHERE));
    List<Detection> all = new ArrayList<>(wrong);
    all.add(found(.8f, SMALL));

    evaluation.update(List.of(wanted(SMALL)), all);

    assertFigure(CocoMetric.AR_100, 0);
    assertFigure(CocoMetric.AP, 0);
  }

  /** The wrong one came first, so it counts first: precision 1/2, not 1. */
  @Test
  void amongEqualScoresTheFirstImageGoesFirst() {
    evaluation.update(List.of(), List.of(found(.5f, SMALL)));
    evaluation.update(List.of(wanted(SMALL)), List.of(found(.5f, SMALL)));

    assertFigure(CocoMetric.AP, .5);
    assertThat(evaluation.images()).isEqualTo(2);
  }

  @Test
  void aClassWithoutObjectsHasNoFigureAndDoesNotLowerTheMean() {
    evaluation.update(
        List.of(wanted(SMALL)), List.of(found(.9f, SMALL), new Detection(1, .9f, ELSEWHERE)));

    CocoResult result = evaluation.result();
    assertThat(result.ofClass(1, CocoMetric.AP)).isEmpty();
    assertThat(result.curve(1, 0)).isEmpty();
    assertFigure(CocoMetric.AP, 1);
  }

  @Test
  void nothingAtAllHasNoFigures() {
    for (CocoMetric figure : CocoMetric.values()) {
      assertThat(evaluation.result().mean(figure)).isEmpty();
    }
  }

  @Test
  void aResultOnTheWayChangesNothing() {
    evaluation.update(List.of(wanted(SMALL)), List.of(found(.5f, ELSEWHERE)));
    assertFigure(CocoMetric.AP, 0);
    evaluation.update(List.of(), List.of(found(.6f, SMALL)));
    evaluation.update(List.of(wanted(SMALL)), List.of(found(.7f, SMALL)));

    assertFigure(CocoMetric.AP, 51.0 / 101);
    assertThat(evaluation.result().ofClass(0, CocoMetric.AR_100)).hasValue(.5);
  }

  @Test
  void refusesAClassThatIsNotThereAndTakesNothingIn() {
    assertThatThrownBy(
            () -> evaluation.update(List.of(wanted(SMALL)), List.of(new Detection(2, 1, SMALL))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class 2 of 2");

    assertThat(evaluation.result().mean(CocoMetric.AP)).isEmpty();
  }

  private void assertFigure(CocoMetric figure, double expected) {
    assertThat(evaluation.result().mean(figure).getAsDouble()).isCloseTo(expected, within(1e-12));
  }

  private static CocoGroundTruth wanted(Box box) {
    return CocoGroundTruth.of(new GroundTruth(0, box, false));
  }

  private static Detection found(float score, Box box) {
    return new Detection(0, score, box);
  }
}
