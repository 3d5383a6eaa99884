package io.boxstream.detection.onnx;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A detector of a preset with random arrays, its export, and what it finds in some images. */
final class ExportedDetector {
  static final int BATCH = 2;
  static final List<String> CLASSES = List.of("hat", "person", "größe \"3\"");

  private static final DecodeSettings SETTINGS = DecodeSettings.defaults();

  private final DetectorPreset preset;
  private final Path parameters;
  private final Path file;
  private final List<RgbImage> images;
  private final float[] data;

  ExportedDetector(String presetName, Path folder) {
    preset = Presets.named(presetName);
    images = IntStream.range(0, BATCH).mapToObj(this::image).toList();
    data = data();
    parameters = folder.resolve("detector.params");
    file = folder.resolve("detector.onnx");
    DetectorArchitecture architecture = architecture();
    new DetectorParameters(architecture)
        .write(parameters, TrainedWeights.of(architecture, data(0), 7));
    new OnnxExport(architecture, SETTINGS).write(parameters, file, Map.of("model", "helmets"));
  }

  DetectorPreset preset() {
    return preset;
  }

  Path file() {
    return file;
  }

  /** The images as the network's input, (3, 3, size, size). */
  float[] data() {
    int size = preset.inputSize();
    ValidationTransform transform = new ValidationTransform(size, preset.normalization());
    float[] all = new float[BATCH * 3 * size * size];
    float[] planes = new float[3 * size * size];
    for (int image = 0; image < BATCH; image++) {
      transform.apply(images.get(image), planes);
      System.arraycopy(planes, 0, all, image * planes.length, planes.length);
    }
    return all;
  }

  /** One of the images as the network's input, (1, 3, size, size). */
  float[] data(int image) {
    int size = data.length / BATCH;
    return Arrays.copyOfRange(data, image * size, (image + 1) * size);
  }

  /** What the detector finds that serves; boxes in pixels of the network's input, clipped to it. */
  List<List<Detection>> detect() {
    try (DetectorModel detector = DetectorModel.load(architecture(), parameters, SETTINGS)) {
      return detector.detectStretched(images);
    }
  }

  /** Checks what the file finds in one image; the file does not clip boxes. */
  void assertSame(List<Detection> found, List<Detection> expected, String description) {
    int size = preset.inputSize();
    List<Detection> clipped =
        found.stream().map(one -> one.withBox(one.box().clipped(size, size))).toList();
    ExpectedDetections.of(expected).assertEqualTo(clipped, description);
  }

  private DetectorArchitecture architecture() {
    return new DetectorArchitecture(preset, CLASSES);
  }

  /** Noise in squares, larger ones in each image. */
  private RgbImage image(int number) {
    int size = preset.inputSize();
    int side = 4 << number;
    int columns = size / side + 1;
    byte[] colours = new byte[3 * columns * columns];
    new Random(number).nextBytes(colours);
    byte[] rgb = new byte[3 * size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int square = y / side * columns + x / side;
        System.arraycopy(colours, 3 * square, rgb, 3 * (y * size + x), 3);
      }
    }
    return new RgbImage(size, size, rgb);
  }
}
