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
import io.boxstream.detection.fixture.VocFolder;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.pipeline.LabelledPicture;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.pictures.PictureDecoder;
import io.boxstream.pictures.PictureLimits;
import io.boxstream.pictures.RgbImage;
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
    List<LabelledPicture> pictures = new VocFolder("bccd", CLASSES).pictures("test");
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named("ssd_300_mobilenet0.25"), CLASSES);
    ValidationTransform transform = new ValidationTransform(300);
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    VocEvaluation evaluation = new VocEvaluation(CLASSES.size());

    try (DetectorModel model =
        DetectorModel.load(
            architecture,
            Fixtures.path(MODEL + ".params"),
            new DecodeSettings(0.01f, 0.45f, 400, 400))) {
      for (LabelledPicture picture : pictures) {
        RgbImage image = decoder.decode(picture.bytes());
        List<Detection> found = model.detectStretched(List.of(image)).get(0);
        evaluation.update(
            transform.boxes(asWritten(picture.boxes()), image.width(), image.height()), found);
        for (JsonNode row : reference.get("detections").get(picture.id())) {
          assertFound(row, found, picture.id());
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

  private static void assertFound(JsonNode row, List<Detection> found, String picture) {
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
        .as("%s: %s", picture, row)
        .anyMatch(
            detection ->
                detection.classIndex() == row.get(0).asInt()
                    && Math.abs(detection.score() - score) <= 0.01
                    && detection.box().intersectionOverUnion(box) >= 0.98);
  }
}
