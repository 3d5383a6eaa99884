package io.boxstream.detection.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exported files in Python: ONNX's checker, ONNX Runtime and OpenVINO. Skipped where Python or a
 * package is missing.
 */
@Tag("external-readers")
class ExternalReadersTest {
  private static final long MINUTES = 5;
  private static final String PYTHON = System.getenv().getOrDefault("BOXSTREAM_PYTHON", "python3");

  @TempDir Path folder;

  /** A preset of each kind of network. */
  @ParameterizedTest
  @CsvSource({
    "boxstream_300_lite0, onnx",
    "boxstream_300_lite0, openvino",
    "boxstream_300_compact, openvino",
    "ssd_300_mobilenet0.25, onnx",
    "ssd_300_mobilenet0.25, openvino",
    "ssd_512_mobilenet1.0_relu6, openvino",
    "ssd_300_resnet34_v1b, openvino",
    "ssd_512_resnet50_v1, onnx",
    "ssd_512_resnet50_v1, openvino",
    "ssd_300_vgg16_atrous, onnx",
    "ssd_300_vgg16_atrous, onnxruntime",
    "ssd_300_vgg16_atrous, openvino"
  })
  void othersFindWhatTheDetectorFinds(String preset, String module) throws Exception {
    // Given
    assumeTrue(succeeds("-c", "import " + module + ", numpy"), module + " is missing");
    ExportedDetector exported = new ExportedDetector(preset, folder);
    Path input = write(exported.data());
    List<List<Detection>> expected = exported.detect();

    // When
    String side = Integer.toString(exported.preset().inputSize());
    List<String> lines = run(script(), module, exported.file().toString(), input.toString(), side);

    // Then
    List<List<Detection>> found = new ArrayList<>();
    for (int image = 0; image < expected.size(); image++) {
      found.add(new ArrayList<>());
    }
    for (String line : lines) {
      String[] columns = line.split(" ");
      found.get(Integer.parseInt(columns[0])).add(detection(columns));
    }
    for (int image = 0; image < expected.size(); image++) {
      exported.assertSame(found.get(image), expected.get(image), module + ", image " + image);
    }
  }

  private static Detection detection(String[] columns) {
    Box box =
        new Box(
            Double.parseDouble(columns[3]),
            Double.parseDouble(columns[4]),
            Double.parseDouble(columns[5]),
            Double.parseDouble(columns[6]));
    return new Detection(Integer.parseInt(columns[1]), Float.parseFloat(columns[2]), box);
  }

  private Path write(float[] data) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(data.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(data);
    return Files.write(folder.resolve("input.raw"), bytes.array());
  }

  private String script() throws IOException {
    Path script = folder.resolve("detect.py");
    try (InputStream in =
        ExternalReadersTest.class.getResourceAsStream("/external-readers/detect.py")) {
      Files.write(script, in.readAllBytes());
    }
    return script.toString();
  }

  private boolean succeeds(String... arguments) throws InterruptedException {
    try {
      run(arguments);
      return true;
    } catch (IOException | AssertionError e) {
      return false;
    }
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "python", ".txt");
    Path errors = Files.createTempFile(folder, "python", ".err");
    Process python =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(python.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(python.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readAllLines(output);
  }
}
