package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.LabelledFolder;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A detector that GluonCV trained, and what GluonCV detects with it: what somebody who comes from
 * there brings.
 */
@Tag("parity")
class GluonModelParityTest {
  private static final String MODEL = "../models/ssd_300_mobilenet0.25_bccd";
  private static final List<String> CLASSES = List.of("rbc", "wbc", "platelets");

  @Test
  void detectsWhatGluonDetects() throws IOException {
    JsonNode reference = new ObjectMapper().readTree(Fixtures.path(MODEL + ".json").toFile());
    List<LabelledImage> images = new LabelledFolder("bccd", CLASSES).images("test");
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named("ssd_300_mobilenet0.25"), CLASSES);
    ValidationTransform transform =
        new ValidationTransform(300, architecture.preset().normalization());
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    VocEvaluation evaluation = new VocEvaluation(CLASSES.size());

    try (DetectorModel model =
        DetectorModel.load(
            architecture,
            Fixtures.path(MODEL + ".params"),
            new DecodeSettings(0.01f, 0.45f, 400, 400))) {
      for (LabelledImage image : images) {
        RgbImage pixels = decoder.decode(image.bytes());
        List<Detection> found = model.detectStretched(List.of(pixels)).get(0);
        evaluation.update(
            transform.boxes(asWritten(image.boxes()), pixels.width(), pixels.height()), found);
        for (JsonNode row : reference.get("detections").get(image.id())) {
          assertFound(row, found, image.id());
        }
      }
    }
    double expected = reference.get("voc07").get("mAP").asDouble();
    assertThat(evaluation.result(VocAveragePrecision.VOC07).mean())
        .hasValueCloseTo(expected, within(0.003));
  }

  /**
   * The model's figures were computed on the corners as they stand in the XML, without the usual
   * minus one.
   */
  private static List<GroundTruth> asWritten(List<GroundTruth> objects) {
    return objects.stream()
        .map(
            object ->
                new GroundTruth(
                    object.classIndex(), object.box().shifted(1, 1), object.difficult()))
        .toList();
  }

  private static void assertFound(JsonNode row, List<Detection> found, String image) {
    double score = row.get(1).asDouble();
    if (score < 0.3) {
      return;
    }
    Box box =
        new Box(
                row.get(2).asDouble(),
                row.get(3).asDouble(),
                row.get(4).asDouble(),
                row.get(5).asDouble())
            .clipped(300, 300);
    assertThat(found)
        .as("%s: %s", image, row)
        .anyMatch(
            detection ->
                detection.classIndex() == row.get(0).asInt()
                    && Math.abs(detection.score() - score) <= 0.01
                    && detection.box().intersectionOverUnion(box) >= 0.98);
  }
}
