package io.boxstream.evaluator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.evaluation.WorstImage.DetectedObject;
import io.boxstream.artifacts.evaluation.WorstImage.LabelledObject;
import io.boxstream.detection.metric.AreaRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorComparisonTest {

  private static final ErrorFilter ALL =
      new ErrorFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The checkpoint misses a small hat in a and has two false vests in b, c is without error. */
  private static final ImageResults CHECKPOINT =
      new ImageResults(
          List.of(
              image(
                  "b",
                  List.of(),
                  List.of(detected("vest", 0.9, 100, true), detected("vest", 0.4, 20, true))),
              image("a", List.of(labelled("hat", 20, true)), List.of()),
              image(
                  "c",
                  List.of(labelled("hat", 20, false)),
                  List.of(detected("hat", 0.8, 20, false)))),
          0);

  /** The champion misses the hats of a and c, and left b out. */
  private static final ImageResults CHAMPION =
      new ImageResults(
          List.of(
              image("a", List.of(labelled("hat", 20, true)), List.of()),
              image("c", List.of(labelled("hat", 20, true)), List.of()),
              image("d", List.of(), List.of(detected("hat", 0.7, 50, true)))),
          1);

  private final ErrorComparison comparison = new ErrorComparison(CHECKPOINT, Optional.of(CHAMPION));

  @Test
  void imagesHaveBothSidesAndThoseWithTheMostErrorsAreFirst() {
    List<ComparedImage> images = comparison.images(ALL, ErrorSide.EITHER);

    assertThat(images)
        .extracting(image -> image.image().id() + " " + image.matching())
        .containsExactly("a 2", "b 2", "c 1", "d 1");
    assertThat(images.get(0).checkpoint()).contains(CHECKPOINT.images().get(1));
    assertThat(images.get(0).champion()).contains(CHAMPION.images().get(0));
    assertThat(images.get(1).champion()).isEmpty();
    assertThat(images.get(2).checkpoint()).contains(CHECKPOINT.images().get(2));
    assertThat(images.get(3).checkpoint()).isEmpty();
  }

  @Test
  void onlyTheErrorsOfOneSideCount() {
    assertThat(ids(ALL, ErrorSide.CHECKPOINT)).containsExactly("b", "a");
    assertThat(ids(ALL, ErrorSide.CHAMPION)).containsExactly("a", "c", "d");
  }

  @Test
  void errorsAreSelectedByClassKindSizeAndScore() {
    assertThat(ids(filter("vest", null, null, null, null))).containsExactly("b");
    assertThat(ids(filter(null, ErrorKind.MISSED, null, null, null))).containsExactly("a", "c");
    assertThat(ids(filter("hat", ErrorKind.FALSE, null, null, null))).containsExactly("d");
    assertThat(ids(filter(null, null, AreaRange.SMALL, null, null))).containsExactly("a", "b", "c");
    assertThat(ids(filter(null, null, AreaRange.MEDIUM, null, null))).containsExactly("d");
    assertThat(ids(filter(null, null, AreaRange.LARGE, null, null))).containsExactly("b");
    assertThat(ids(filter(null, null, null, 0.5, null))).containsExactly("b", "d");
    assertThat(ids(filter(null, null, null, 0.65, 0.7))).containsExactly("d");
    assertThat(ids(filter(null, ErrorKind.MISSED, null, 0.5, null))).isEmpty();
    assertThat(ids(filter("dog", null, null, null, null))).isEmpty();
  }

  @Test
  void aCheckpointWithoutChampionIsShownAlone() {
    assertThat(new ErrorComparison(CHECKPOINT, Optional.empty()).images(ALL, ErrorSide.EITHER))
        .extracting(image -> image.image().id())
        .containsExactly("b", "a");
  }

  private List<String> ids(ErrorFilter filter) {
    return ids(filter, ErrorSide.EITHER);
  }

  private List<String> ids(ErrorFilter filter, ErrorSide side) {
    return comparison.images(filter, side).stream().map(image -> image.image().id()).toList();
  }

  private static ErrorFilter filter(
      String label, ErrorKind kind, AreaRange size, Double least, Double most) {
    return new ErrorFilter(
        Optional.ofNullable(label),
        Optional.ofNullable(kind),
        Optional.ofNullable(size),
        Optional.ofNullable(least),
        Optional.ofNullable(most));
  }

  private static WorstImage image(
      String id, List<LabelledObject> labels, List<DetectedObject> detections) {
    return new WorstImage(
        id,
        200,
        200,
        (int) detections.stream().filter(DetectedObject::falsePositive).count(),
        (int) labels.stream().filter(LabelledObject::missed).count(),
        labels,
        detections);
  }

  private static LabelledObject labelled(String label, double side, boolean missed) {
    return new LabelledObject(label, 0, 0, side, side, false, missed);
  }

  private static DetectedObject detected(
      String label, double score, double side, boolean falsePositive) {
    return new DetectedObject(label, score, 0, 0, side, side, falsePositive);
  }
}
