package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.fixture.ExpectedDetections;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.LabelledFolder;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained detector in ONNX Runtime, on photographs: few detections, and scores of any size. */
@Tag("parity")
class GluonModelExportTest {
  private static final String MODEL = "../models/ssd_300_mobilenet0.25_bccd.params";
  private static final List<String> CLASSES = List.of("rbc", "wbc", "platelets");
  private static final DecodeSettings SETTINGS = DecodeSettings.defaults();

  @TempDir Path folder;

  @Test
  void findsInPhotographsWhatTheDetectorFinds() throws OrtException {
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named("ssd_300_mobilenet0.25"), CLASSES);
    Path parameters = Fixtures.path(MODEL);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    List<RgbImage> images =
        new LabelledFolder("bccd", CLASSES)
            .images("test").stream().map(image -> decoder.decode(image.bytes())).toList();
    Path file = folder.resolve("bccd.onnx");

    new OnnxExport(architecture, SETTINGS).write(parameters, file, Map.of());

    List<List<Detection>> expected;
    try (DetectorModel detector = DetectorModel.load(architecture, parameters, SETTINGS)) {
      expected = detector.detectStretched(images);
    }
    assertThat(expected).anyMatch(detections -> detections.size() < SETTINGS.detections());
    try (OnnxRuntimeDetector runtime = new OnnxRuntimeDetector(file)) {
      for (int image = 0; image < images.size(); image++) {
        List<Detection> found =
            runtime.detect(planes(architecture, images.get(image)), 300).get(0).stream()
                .map(one -> one.withBox(one.box().clipped(300, 300)))
                .toList();
        ExpectedDetections.of(expected.get(image)).assertEqualTo(found, "image " + image);
      }
    }
  }

  private static float[] planes(DetectorArchitecture architecture, RgbImage image) {
    float[] planes = new float[3 * 300 * 300];
    new ValidationTransform(300, architecture.preset().normalization()).apply(image, planes);
    return planes;
  }
}
