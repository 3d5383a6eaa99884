package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State dictionaries of PyTorch's networks, and what PyTorch computes with them. */
class TorchBaseTest {
  private static final int SIZE = 300;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  /** Tensors of timm's that are tensors of torchvision's under other names. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "pre_logits.fc1.weight", "classifier.0.weight",
          "pre_logits.fc1.bias", "classifier.0.bias",
          "pre_logits.fc2.weight", "classifier.3.weight",
          "pre_logits.fc2.bias", "classifier.3.bias");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "resnet34, torchvision, F32, ssd_300_resnet34_v1b",
    "resnet34, timm, F16, ssd_300_resnet34_v1b",
    "vgg16, torchvision, BF16, ssd_300_vgg16_atrous",
    "vgg16, timm, F16, ssd_300_vgg16_atrous"
  })
  void computesWhatPyTorchComputes(String name, String library, String type, String preset)
      throws IOException {
    JsonNode expected = fixture(name);
    Path file = folder.resolve("base.safetensors");
    new TorchWeights(shapes(expected, library), type).write(file, SOURCES);
    Map<String, ParameterArray> base = read(file, preset);
    NetworkGraph graph = new DetectorNetwork(architecture(preset)).inferenceGraph();

    try (NDManager manager = new EngineRuntime().newManager()) {
      for (Map.Entry<String, JsonNode> map : expected.get("maps").properties()) {
        float[] values = run(manager, upTo(manager, graph, map.getKey()), base);
        assertSame(values, map.getValue(), expected.get("every").asInt());
      }
    }
  }

  private static NetworkGraph upTo(NDManager manager, NetworkGraph graph, String layer) {
    try (Symbol symbol = Symbol.loadJson((MxNDManager) manager, graph.json());
        Symbol output = symbol.get(layer + "_output")) {
      return new NetworkGraph(output.toJsonString(), graph.inputs(), graph.parameters());
    }
  }

  private static float[] run(
      NDManager manager, NetworkGraph graph, Map<String, ParameterArray> base) {
    try (NDManager inner = manager.newSubManager();
        BoundGraph bound = new BoundGraph(inner, graph, EngineArrays.upload(inner, base), false)) {
      Shape shape = new Shape(1, 3, SIZE, SIZE);
      var data = EngineArrays.upload(inner, FloatBuffer.wrap(image()), shape);
      return bound.forward(List.of(data), false).get(0).toFloatArray();
    }
  }

  private static void assertSame(float[] values, JsonNode map, int every) {
    JsonNode expected = map.get("values");
    assertThat(expected).hasSize((values.length + every - 1) / every);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i).asDouble()));
      difference = Math.max(difference, Math.abs(values[i * every] - expected.get(i).asDouble()));
    }
    assertThat(difference / largest).isLessThan(1e-4);
  }

  @Test
  void takesEveryArrayOfTheBaseOfResNet34() throws IOException {
    Path file = zeros(shapes(fixture("resnet34"), "torchvision"));

    Map<String, ParameterArray> base = read(file, "ssd_300_resnet34_v1b");

    assertThat(base)
        .hasSize(180)
        .containsKeys(
            "features.stage1.0.weight",
            "features.stage1.1.gamma",
            "features.stage1.1.running_var",
            "features.stage2.0.0.downsample.1.beta",
            "features.stage2.1.2.bn2.running_mean");
  }

  @Test
  void refusesResNet50() throws IOException {
    Path file = zeros(shapes(fixture("resnet50"), "timm"));

    assertRefused(
        file,
        "ssd_512_resnet50_v1",
        "holds ResNet 50 or a deeper one with the names of torchvision and timm",
        "ssd_512_resnet50_v1 on resnet50_v1 cannot start from it",
        "the stride in the 3x3 convolution");
  }

  @Test
  void refusesTheBaseOfAnotherPreset() throws IOException {
    Path file = zeros(shapes(fixture("resnet34"), "timm"));

    assertRefused(
        file,
        "ssd_300_vgg16_atrous",
        "holds ResNet 34 with the names of torchvision and timm",
        "ssd_300_vgg16_atrous on vgg16_atrous_300 cannot start from it: it is the base of resnet34");
  }

  @Test
  void namesTheTensorThatIsMissing() throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture("resnet34"), "torchvision");
    shapes.remove("layer1.2.bn1.weight");

    assertRefused(
        zeros(shapes),
        "ssd_300_resnet34_v1b",
        "has no layer1.2.bn1.weight (features.stage1.4.2.bn1.gamma), which a ssd_300_resnet34_v1b");
  }

  @Test
  void namesTheTensorThatTheNetworkHasNot() throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture("resnet34"), "torchvision");
    shapes.put("layer1.0.se.fc1.weight", List.of(4, 64, 1, 1));

    assertRefused(
        zeros(shapes),
        "ssd_300_resnet34_v1b",
        "has layer1.0.se.fc1.weight, which ResNet 34 of torchvision and timm has not");
  }

  @Test
  void namesTheTensorOfAnotherShape() throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture("resnet34"), "torchvision");
    shapes.put("layer1.0.conv1.weight", List.of(64, 64, 3, 1));

    assertRefused(
        zeros(shapes),
        "ssd_300_resnet34_v1b",
        "has layer1.0.conv1.weight (features.stage1.4.0.conv1.weight) as BFLOAT16 [64, 64, 3, 1]",
        "needs FLOAT32 [64, 64, 3, 3]");
  }

  @Test
  void namesTheFullyConnectedLayerOfAnotherShape() throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture("vgg16"), "torchvision");
    shapes.put("classifier.0.weight", List.of(4096, 512));

    assertRefused(
        zeros(shapes),
        "ssd_300_vgg16_atrous",
        "has classifier.0.weight as BFLOAT16 [4096, 512]; VGG 16 has [4096, 512, 7, 7] there");
  }

  private void assertRefused(Path file, String preset, String... messages) {
    assertThatThrownBy(() -> read(file, preset))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(messages);
  }

  private static Map<String, ParameterArray> read(Path file, String preset) {
    return new BaseNetworkFile(architecture(preset)).read(file, List.of());
  }

  private Path zeros(Map<String, List<Integer>> shapes) throws IOException {
    Path file = folder.resolve("zeros.safetensors");
    new TorchWeights(shapes, "BF16").writeZeros(file);
    return file;
  }

  private static Map<String, List<Integer>> shapes(JsonNode fixture, String library) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> tensor : fixture.get(library).properties()) {
      List<Integer> shape = new ArrayList<>();
      tensor.getValue().forEach(extent -> shape.add(extent.asInt()));
      shapes.put(tensor.getKey(), shape);
    }
    return shapes;
  }

  private static JsonNode fixture(String name) throws IOException {
    return new ObjectMapper().readTree(TorchBaseTest.class.getResource("/torch/" + name + ".json"));
  }

  private static DetectorArchitecture architecture(String preset) {
    return new DetectorArchitecture(Presets.named(preset), List.of("hat", "person"));
  }

  private static float[] image() {
    float[] image = new float[3 * SIZE * SIZE];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          double level = ((31 * c + 17 * y + 13 * x) % 256) / 255.0;
          image[(c * SIZE + y) * SIZE + x] = (float) ((level - MEAN[c]) / DEVIATION[c]);
        }
      }
    }
    return image;
  }
}
