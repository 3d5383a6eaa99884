package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.fixture.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VocEvaluationTest {

  /** SSD.md 10.6. */
  @Test
  void countsDuplicatesAsWrongAndDifficultObjectsNotAtAll() {
    VocEvaluation evaluation = new VocEvaluation(3);

    evaluation.update(
        List.of(
            truth(0, 0, 0, 9, 9, false),
            truth(0, 20, 20, 29, 29, true),
            truth(0, 100, 100, 109, 109, false)),
        List.of(
            found(0, .9f, 0, 0, 9, 9),
            found(0, .8f, 0, 0, 9, 9),
            found(0, .7f, 20, 20, 29, 29),
            found(1, .95f, 50, 50, 59, 59),
            found(0, .6f, 70, 70, 79, 79)));
    evaluation.update(
        List.of(truth(0, 0, 0, 9, 8, false)),
        List.of(found(0, .85f, 0, 0, 9, 9), found(0, .5f, 30, 30, 39, 39)));

    VocResult allPoints = evaluation.result(VocAveragePrecision.ALL_POINTS);
    VocResult voc07 = evaluation.result(VocAveragePrecision.VOC07);
    assertThat(allPoints.ofClass(0).getAsDouble()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(allPoints.ofClass(1)).isEmpty();
    assertThat(allPoints.ofClass(2)).isEmpty();
    assertThat(allPoints.mean().getAsDouble()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(voc07.mean().getAsDouble()).isCloseTo(7.0 / 11, within(1e-12));
    assertThat(evaluation.images()).isEqualTo(2);
  }

  /** SSD.md 10.6: 3 · 0.1 in float64 is more than 0.3. */
  @Test
  void aRecallOfThreeTenthsDoesNotReachItsOwnPoint() {
    double[] recall = {.1, .2, .3};

    assertThat(VocAveragePrecision.VOC07.of(recall, new double[] {1, 1, 1}))
        .isCloseTo(3.0 / 11, within(1e-12));
  }

  @Test
  void anOverlapOfExactlyOneHalfIsAMatch() {
    VocEvaluation evaluation = new VocEvaluation(1);

    evaluation.update(List.of(truth(0, 0, 0, 9, 9, false)), List.of(found(0, .5f, 0, 0, 9, 4)));

    assertThat(evaluation.result(VocAveragePrecision.VOC07).mean().getAsDouble())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aClassThatIsThereAndNeverFoundCountsZeroAndNothingAtAllHasNoMean() {
    VocEvaluation evaluation = new VocEvaluation(1);

    assertThat(evaluation.result(VocAveragePrecision.VOC07).mean())
        .isEqualTo(OptionalDouble.empty());
    evaluation.update(List.of(truth(0, 0, 0, 9, 9, false)), List.of());
    assertThat(evaluation.result(VocAveragePrecision.VOC07).mean()).hasValue(0);
  }

  @Test
  void theCurveHasAPointForEveryObjectThatIsFound() {
    VocEvaluation evaluation = new VocEvaluation(1);

    evaluation.update(
        List.of(truth(0, 0, 0, 9, 9, false), truth(0, 20, 20, 29, 29, false)),
        List.of(
            found(0, .7f, 20, 20, 29, 29),
            found(0, .8f, 70, 70, 79, 79),
            found(0, .9f, 0, 0, 9, 9),
            found(0, .6f, 80, 80, 89, 89)));

    PrecisionRecallCurve curve = evaluation.curve(0);
    assertThat(curve.size()).isEqualTo(2);
    assertThat(curve.score(0)).isEqualTo(.9f);
    assertThat(curve.recall(0)).isEqualTo(.5);
    assertThat(curve.precision(0)).isEqualTo(1);
    assertThat(curve.score(1)).isEqualTo(.7f);
    assertThat(curve.recall(1)).isEqualTo(1);
    assertThat(curve.precision(1)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(curve.interpolated()).hasSize(101).startsWith(1, 1).endsWith(2.0 / 3, 2.0 / 3);
    assertThat(curve.interpolated()[50]).isEqualTo(1);
    assertThat(curve.interpolated()[51]).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void refusesAClassThatIsNotThereAndTakesNothingIn() {
    VocEvaluation evaluation = new VocEvaluation(1);

    assertThatThrownBy(
            () ->
                evaluation.update(
                    List.of(truth(0, 0, 0, 9, 9, false)), List.of(found(1, .5f, 0, 0, 9, 9))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class 1 of 1");

    assertThat(evaluation.result(VocAveragePrecision.VOC07).mean()).isEmpty();
    assertThat(evaluation.curve(0).size()).isZero();
  }

  @Property
  void bothAreasLieBetweenZeroAndOneAndPerfectionIsOne(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> precisions) {
    int count = precisions.size();
    double[] recall = new double[count];
    double[] perfect = new double[count];
    for (int i = 0; i < count; i++) {
      recall[i] = (i + 1.0) / count;
      perfect[i] = 1;
    }
    double[] precision = precisions.stream().mapToDouble(Double::doubleValue).toArray();

    for (VocAveragePrecision kind : VocAveragePrecision.values()) {
      assertThat(kind.of(recall, precision)).isBetween(0.0, 1 + 1e-12);
      assertThat(kind.of(recall, perfect)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  @Tag("parity")
  void equalsTheReference() throws IOException {
    JsonNode sets = new ObjectMapper().readTree(Fixtures.path("metrics.json").toFile());
    assertThat(sets).isNotEmpty();
    for (JsonNode set : sets) {
      VocEvaluation evaluation = new VocEvaluation(set.get("classes").asInt());
      for (JsonNode image : set.get("images")) {
        evaluation.update(truths(image), detections(image));
      }

      compare(evaluation.result(VocAveragePrecision.VOC07), set.get("voc07"));
      compare(evaluation.result(VocAveragePrecision.ALL_POINTS), set.get("voc"));
    }
  }

  private static void compare(VocResult result, JsonNode expected) {
    int classes = result.perClass().size();
    assertThat(expected).hasSize(classes + 1);
    for (int i = 0; i <= classes; i++) {
      OptionalDouble actual = i < classes ? result.ofClass(i) : result.mean();
      assertThat(actual.isEmpty()).isEqualTo(expected.get(i).isNull());
      if (actual.isPresent()) {
        assertThat(actual.getAsDouble()).isCloseTo(expected.get(i).asDouble(), within(1e-9));
      }
    }
  }

  private static List<GroundTruth> truths(JsonNode image) {
    List<GroundTruth> truths = new ArrayList<>();
    for (JsonNode row : image.get("ground_truth")) {
      truths.add(new GroundTruth(row.get(0).asInt(), box(row), row.get(1).asInt() != 0));
    }
    return truths;
  }

  private static List<Detection> detections(JsonNode image) {
    List<Detection> detections = new ArrayList<>();
    for (JsonNode row : image.get("detections")) {
      detections.add(new Detection(row.get(0).asInt(), (float) row.get(1).asDouble(), box(row)));
    }
    return detections;
  }

  private static Box box(JsonNode row) {
    return new Box(
        row.get(2).asDouble(), row.get(3).asDouble(), row.get(4).asDouble(), row.get(5).asDouble());
  }

  private static GroundTruth truth(
      int index, double xMin, double yMin, double xMax, double yMax, boolean difficult) {
    return new GroundTruth(index, new Box(xMin, yMin, xMax, yMax), difficult);
  }

  private static Detection found(
      int index, float score, double xMin, double yMin, double xMax, double yMax) {
    return new Detection(index, score, new Box(xMin, yMin, xMax, yMax));
  }
}
