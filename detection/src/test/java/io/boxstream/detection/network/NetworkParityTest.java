package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.fixture.DeterministicWeights;
import io.boxstream.detection.fixture.ExpectedDetections;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks on deterministic weights and input (SSD.md 10.8), as GluonCV computes them. */
@Tag("parity")
class NetworkParityTest {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  @ParameterizedTest
  @CsvSource({
    "ssd_300_mobilenet0.25_voc, false",
    "ssd_300_mobilenet0.25_voc, true",
    "ssd_300_vgg16_atrous_voc, false",
    "ssd_300_vgg16_atrous_voc, true",
    "ssd_512_vgg16_atrous_voc, true",
    "ssd_512_mobilenet1.0_voc, true",
    "ssd_512_resnet50_v1_voc, true"
  })
  void predictsWhatTheReferencePredicts(String name, boolean optimized) {
    NumpyArchive fixture = Fixtures.arrays("net_" + name + ".npz");
    DetectorPreset preset = Presets.named(name);
    NetworkGraph graph = new DetectorNetwork(twentyClasses(preset)).inferenceGraph();
    var weights = new DeterministicWeights(preset.backbone(), fixture.get("salt").scalar());

    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays =
          EngineArrays.upload(manager, weights.arrays(graph.parameters()));
      try (BoundGraph bound = new BoundGraph(manager, graph, arrays, optimized)) {
        int size = preset.inputSize();
        NDArray data =
            EngineArrays.upload(
                manager, FloatBuffer.wrap(image(size)), new Shape(1, 3, size, size));
        NDList heads = bound.forward(List.of(data), false);

        int every = (int) fixture.get("every").scalar();
        float[] classes = heads.get(0).toFloatArray();
        float[] boxes = heads.get(1).toFloatArray();
        assertRows(classes, 21, every, fixture.get("cls_every").floats());
        assertRows(boxes, 4, every, fixture.get("box_every").floats());
        Decoder decoder = new Decoder(Anchors.of(preset), 20, DecodeSettings.defaults());
        ExpectedDetections.of(fixture.get("detections"))
            .assertEqualTo(decoder.decode(classes, boxes, 0), name);
      }
    }
  }

  private static void assertRows(float[] actual, int columns, int every, float[] expected) {
    int rows = actual.length / columns;
    assertThat(expected.length / columns).isEqualTo((rows + every - 1) / every);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < expected.length; i++) {
      float value = actual[(i / columns * every) * columns + i % columns];
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(value - expected[i]));
    }
    assertThat(difference / largest).isLessThan(1e-4f);
  }

  private static float[] image(int size) {
    float[] image = new float[3 * size * size];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double level = ((31 * c + 17 * y + 13 * x) % 256) / 255.0;
          image[(c * size + y) * size + x] = (float) ((level - MEAN[c]) / DEVIATION[c]);
        }
      }
    }
    return image;
  }

  static DetectorArchitecture twentyClasses(DetectorPreset preset) {
    return new DetectorArchitecture(
        preset, IntStream.range(0, 20).mapToObj(index -> "class" + index).toList());
  }
}
