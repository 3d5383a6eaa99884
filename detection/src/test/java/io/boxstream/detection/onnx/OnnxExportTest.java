package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.boxstream.detection.Detection;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.Presets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported file finds in ONNX Runtime what the detector that serves finds here. */
class OnnxExportTest {
  @TempDir Path folder;

  /** The smallest network of each kind: the others are of the same layers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "boxstream_300_compact",
        "boxstream_300_lite0",
        "boxstream_300_mobilenet0.25",
        "ssd_300_mobilenet0.25",
        "ssd_300_resnet34_v1b",
        "ssd_300_vgg16_atrous",
        "ssd_512_mobilenet1.0_relu6"
      })
  void findsWhatTheDetectorFinds(String preset) throws OrtException {
    assertSame(preset);
  }

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  @Tag("soak")
  void findsWhatTheDetectorFindsWithEachPreset(String preset) throws OrtException {
    assertSame(preset);
  }

  private void assertSame(String preset) throws OrtException {
    ExportedDetector exported = new ExportedDetector(preset, folder);
    int size = exported.preset().inputSize();
    List<List<Detection>> expected = exported.detect();

    try (OnnxRuntimeDetector runtime = new OnnxRuntimeDetector(exported.file())) {
      List<List<Detection>> found = runtime.detect(exported.data(), size);
      List<List<Detection>> alone = runtime.detect(exported.data(1), size);

      assertThat(found).hasSize(ExportedDetector.BATCH);
      for (int image = 0; image < found.size(); image++) {
        assertThat(expected.get(image)).hasSizeGreaterThan(20);
        exported.assertSame(found.get(image), expected.get(image), "image " + image);
      }
      exported.assertSame(alone.get(0), expected.get(1), "a single image");
      Normalization normalization = exported.preset().normalization();
      assertThat(runtime.metadata())
          .containsEntry("classes", "[\"hat\",\"person\",\"größe \\\"3\\\"\"]")
          .containsEntry("input_size", Integer.toString(size))
          .containsEntry("mean", normalization.mean().toString().replace(" ", ""))
          .containsEntry("std", normalization.deviation().toString().replace(" ", ""))
          .containsEntry("model", "helmets");
    }
  }
}
