package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.fixture.DeterministicWeights;
import io.boxstream.detection.fixture.ExpectedDetections;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.parameters.DetectorExport;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.parameters.StoredDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported detector, run as a graph of its own, finds what the detector finds here. */
class DetectorExportTest {
  private static final DecodeSettings SETTINGS = DecodeSettings.defaults();
  private static final int BATCH = 2;

  /** Low enough that no score is 1: which of several such are cut off is a matter of rounding. */
  private static final float CONTRAST = 0.3f;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ssd_300_mobilenet0.25", "ssd_300_vgg16_atrous", "boxstream_300_lite0"})
  void findsInTheGraphWhatTheDecoderFinds(String preset) throws IOException {
    DetectorArchitecture architecture = architecture(preset, 3);
    Path parameters = folder.resolve("detector.params");
    new DetectorParameters(architecture)
        .write(
            parameters,
            new DeterministicWeights(architecture.preset().backbone(), 0)
                .arrays(new DetectorNetwork(architecture).parameters()));

    new DetectorExport(architecture, SETTINGS).write(parameters, folder, "exported");

    assertSame(
        graph(DetectorExport.symbolFile(folder, "exported")),
        DetectorExport.parameterFile(folder, "exported"),
        new DetectorParameters(architecture).read(parameters),
        architecture);
  }

  @Tag("parity")
  @Test
  void findsWhatGluonsOwnExportFinds() throws IOException {
    DetectorArchitecture architecture = architecture("ssd_300_mobilenet0.25", 20);
    Path theirs = Fixtures.path("ssd_300_mobilenet0.25_voc-0000.params");

    new DetectorExport(architecture, SETTINGS).write(theirs, folder, "ours");

    StoredDetector detector = new DetectorParameters(architecture).read(theirs);
    assertSame(
        graph(Fixtures.path("ssd_300_mobilenet0.25_voc-symbol.json")),
        theirs,
        detector,
        architecture);
    assertSame(
        graph(DetectorExport.symbolFile(folder, "ours")),
        DetectorExport.parameterFile(folder, "ours"),
        detector,
        architecture);
  }

  @Test
  void isADetectorsFileItself() {
    DetectorArchitecture architecture = architecture("ssd_300_resnet34_v1b", 2);
    Path parameters = folder.resolve("detector.params");
    new DetectorParameters(architecture)
        .write(
            parameters,
            new DeterministicWeights(architecture.preset().backbone(), 0)
                .arrays(new DetectorNetwork(architecture).parameters()));

    new DetectorExport(architecture, SETTINGS).write(parameters, folder, "exported");

    Path exported = DetectorExport.parameterFile(folder, "exported");
    assertThat(new DetectorParameters(architecture).read(exported).arrays())
        .isEqualTo(new DetectorParameters(architecture).read(parameters).arrays());
    assertThat(ParameterFile.read(exported).keySet())
        .contains("arg:ssd0_resnetv1b_conv0_weight", "arg:ssd0_ssdanchorgenerator5_anchor_5")
        .contains("aux:ssd0_resnetv1b_batchnorm0_running_mean")
        .allMatch(name -> name.startsWith("arg:ssd0_") || name.startsWith("aux:ssd0_"));
  }

  private static void assertSame(
      NetworkGraph exported,
      Path file,
      StoredDetector detector,
      DetectorArchitecture architecture) {
    try (NDManager manager = new EngineRuntime().newManager()) {
      int size = architecture.preset().inputSize();
      NDArray data = images(manager, size);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      ParameterFile.read(file)
          .forEach(
              (name, array) -> arrays.put(name.substring(4), EngineArrays.upload(manager, array)));
      NDList outputs =
          new BoundGraph(manager, exported, arrays, false).forward(List.of(data), false);
      NDList heads =
          new BoundGraph(
                  manager,
                  new DetectorNetwork(architecture).inferenceGraph(),
                  EngineArrays.upload(manager, detector.arrays()),
                  false)
              .forward(List.of(data), false);
      Decoder decoder = new Decoder(detector.anchors(), architecture.classCount(), SETTINGS);
      assertThat(outputs.get(0).getShape()).isEqualTo(new Shape(BATCH, 100, 1));
      assertThat(outputs.get(1).getShape()).isEqualTo(new Shape(BATCH, 100, 1));
      assertThat(outputs.get(2).getShape()).isEqualTo(new Shape(BATCH, 100, 4));
      for (int image = 0; image < BATCH; image++) {
        List<Detection> found = detections(outputs, image);
        List<Detection> expected =
            decoder.decode(heads.get(0).toFloatArray(), heads.get(1).toFloatArray(), image);
        assertThat(expected).hasSizeGreaterThan(20);
        ExpectedDetections.of(expected).assertEqualTo(found, "image " + image);
      }
    }
  }

  private static List<Detection> detections(NDList outputs, int image) {
    float[] ids = outputs.get(0).toFloatArray();
    float[] scores = outputs.get(1).toFloatArray();
    float[] boxes = outputs.get(2).toFloatArray();
    List<Detection> detections = new ArrayList<>();
    for (int row = 100 * image; row < 100 * (image + 1); row++) {
      if (ids[row] >= 0) {
        Box box =
            new Box(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3]);
        detections.add(new Detection((int) ids[row], scores[row], box));
      }
    }
    return detections;
  }

  private static NDArray images(NDManager manager, int size) {
    Random random = new Random(5);
    float[] pixels = new float[BATCH * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = CONTRAST * (float) random.nextGaussian();
    }
    return manager.create(pixels, new Shape(BATCH, 3, size, size));
  }

  private static NetworkGraph graph(Path symbol) throws IOException {
    return new NetworkGraph(Files.readString(symbol), List.of("data"), List.of());
  }

  private static DetectorArchitecture architecture(String preset, int classes) {
    return new DetectorArchitecture(
        Presets.named(preset), IntStream.range(0, classes).mapToObj(i -> "class" + i).toList());
  }
}
