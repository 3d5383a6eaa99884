package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.metric.CocoGroundTruth.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("parity")
class CocoParityTest {
  private static final double NONE = -1;

  @Test
  void equalsPycocotools() throws IOException {
    JsonNode sets = new ObjectMapper().readTree(Fixtures.path("coco.json").toFile());
    assertThat(sets).isNotEmpty();
    for (JsonNode set : sets) {
      CocoResult result = evaluate(set);

      CocoMetric[] figures = CocoMetric.values();
      assertThat(set.get("stats")).hasSize(figures.length);
      for (CocoMetric figure : figures) {
        double expected = set.get("stats").get(figure.ordinal()).asDouble();
        assertThat(result.mean(figure).orElse(NONE))
            .as(figure.name())
            .isCloseTo(expected, within(1e-9));
      }
      assertThat(set.get("per_class")).hasSize(set.get("classes").asInt());
      for (int index = 0; index < set.get("per_class").size(); index++) {
        JsonNode expected = set.get("per_class").get(index);
        OptionalDouble actual = result.ofClass(index, CocoMetric.AP);
        assertThat(actual.isEmpty()).isEqualTo(expected.isNull());
        assertThat(actual.orElse(0)).isCloseTo(expected.asDouble(0), within(1e-9));
      }
    }
  }

  private static CocoResult evaluate(JsonNode set) {
    CocoEvaluation evaluation = new CocoEvaluation(set.get("classes").asInt());
    for (JsonNode image : set.get("images")) {
      List<CocoGroundTruth> truths = new ArrayList<>();
      for (JsonNode row : image.get("ground_truth")) {
        double area = row.get(4).asDouble() * row.get(5).asDouble();
        Role role = row.get(1).asInt() == 0 ? Role.WANTED : Role.CROWD;
        truths.add(new CocoGroundTruth(row.get(0).asInt(), box(row), area, role));
      }
      List<Detection> detections = new ArrayList<>();
      for (JsonNode row : image.get("detections")) {
        detections.add(new Detection(row.get(0).asInt(), (float) row.get(1).asDouble(), box(row)));
      }
      evaluation.update(truths, detections);
    }
    return evaluation.result();
  }

  private static Box box(JsonNode row) {
    double x = row.get(2).asDouble();
    double y = row.get(3).asDouble();
    return new Box(x, y, x + row.get(4).asDouble(), y + row.get(5).asDouble());
  }
}
