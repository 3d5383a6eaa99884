package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.fixture.ExpectedDetections;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exported file finds in ONNX Runtime what the detector that serves finds here. */
class OnnxExportTest {
  private static final DecodeSettings SETTINGS = DecodeSettings.defaults();
  private static final int BATCH = 3;

  @TempDir Path folder;

  static List<String> presets() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void findsWhatTheDetectorFinds(String name) throws OrtException {
    DetectorPreset preset = Presets.named(name);
    DetectorArchitecture architecture =
        new DetectorArchitecture(preset, List.of("hat", "person", "größe \"3\""));
    List<RgbImage> images = images(preset.inputSize());
    float[] data = data(preset, images);
    Path parameters = folder.resolve("detector.params");
    new DetectorParameters(architecture)
        .write(parameters, TrainedWeights.of(architecture, part(data, 0), 7));
    Path file = folder.resolve("detector.onnx");

    new OnnxExport(architecture, SETTINGS).write(parameters, file, Map.of("model", "helmets"));

    try (DetectorModel detector = DetectorModel.load(architecture, parameters, SETTINGS);
        OnnxRuntimeDetector runtime = new OnnxRuntimeDetector(file)) {
      int size = preset.inputSize();
      List<List<Detection>> expected = detector.detectStretched(images);
      List<List<Detection>> found = runtime.detect(data, size);
      assertThat(found).hasSize(BATCH);
      for (int image = 0; image < BATCH; image++) {
        assertThat(expected.get(image)).hasSizeGreaterThan(20);
        assertSame(found.get(image), expected.get(image), size, name + ", image " + image);
      }
      List<Detection> alone = runtime.detect(part(data, 1), size).get(0);
      assertSame(alone, expected.get(1), size, name + ", a single image");
      assertThat(runtime.metadata())
          .containsEntry("classes", "[\"hat\",\"person\",\"größe \\\"3\\\"\"]")
          .containsEntry("input_size", Integer.toString(size))
          .containsEntry("mean", preset.normalization().mean().toString().replace(" ", ""))
          .containsEntry("std", preset.normalization().deviation().toString().replace(" ", ""))
          .containsEntry("model", "helmets");
    }
  }

  /** The detector clips boxes to the image; the file leaves them as they are. */
  private static void assertSame(
      List<Detection> found, List<Detection> expected, int size, String description) {
    List<Detection> clipped =
        found.stream().map(one -> one.withBox(one.box().clipped(size, size))).toList();
    ExpectedDetections.of(expected).assertEqualTo(clipped, description);
  }

  private static float[] data(DetectorPreset preset, List<RgbImage> images) {
    int size = preset.inputSize();
    ValidationTransform transform = new ValidationTransform(size, preset.normalization());
    float[] data = new float[BATCH * 3 * size * size];
    float[] planes = new float[3 * size * size];
    for (int image = 0; image < BATCH; image++) {
      transform.apply(images.get(image), planes);
      System.arraycopy(planes, 0, data, image * planes.length, planes.length);
    }
    return data;
  }

  private static float[] part(float[] data, int image) {
    int size = data.length / BATCH;
    return Arrays.copyOfRange(data, image * size, (image + 1) * size);
  }

  /** Noise in squares of different sizes. */
  private static List<RgbImage> images(int size) {
    List<RgbImage> images = new ArrayList<>();
    for (int number = 0; number < BATCH; number++) {
      Random random = new Random(number);
      int side = 4 << number;
      byte[] rgb = new byte[3 * size * size];
      byte[] colours = new byte[3 * (size / side + 1) * (size / side + 1)];
      random.nextBytes(colours);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int square = y / side * (size / side + 1) + x / side;
          System.arraycopy(colours, 3 * square, rgb, 3 * (y * size + x), 3);
        }
      }
      images.add(new RgbImage(size, size, rgb));
    }
    return images;
  }
}
