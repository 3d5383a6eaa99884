package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.parameters.BundledBase;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.SafetensorsReader;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EfficientNet-Lite0 with its ImageNet weights, as PyTorch computes it. */
@Tag("parity")
class Lite0ParityTest {
  private static final List<String> MAPS = List.of("stage3_", "stage5_", "stage7_");

  @ParameterizedTest
  @CsvSource({
    "300, PLAIN",
    "320, PLAIN",
    "300, SERVING_ON_ONEDNN",
    "320, SERVING_ON_ONEDNN",
    "300, SERVING_ON_AVX512"
  })
  void makesTheMapsThatTheReferenceMakes(int size, Arrangement arrangement) {
    try (SafetensorsReader weights = weights()) {
      assertMaps(size, arrangement, stored(weights), 1e-4f);
    }
  }

  /** What half precision changes: up to 0.55 % of a map's largest value. */
  @ParameterizedTest
  @ValueSource(ints = {300, 320})
  void makesNearlyTheSameMapsWithTheWeightsThatComeWithBoxstream(int size) {
    Map<String, ParameterArray> weights =
        BundledBase.read(
            new DetectorArchitecture(Presets.named("boxstream_300_lite0"), List.of("hat")));

    assertMaps(size, Arrangement.PLAIN, name -> weights.get(name).floats(), 0.006f);
  }

  private static void assertMaps(
      int size, Arrangement arrangement, Function<String, float[]> stored, float tolerance) {
    NumpyArchive fixture = Fixtures.arrays("lite0.npz");
    Layers layers = new Layers(new GraphBuilder(), arrangement);
    FeatureMap data = new FeatureMap(layers.graph().variable("data"), 3, size);
    List<FeatureMap> maps = new EfficientNetLite0Features().extract(layers, data);
    String json = layers.graph().json(maps.stream().map(FeatureMap::tensor).toList());
    NetworkGraph graph = new NetworkGraph(json, List.of("data"), layers.parameters());
    ServingGraph serving = new ServingGraph(graph, layers.rules());

    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(
                manager,
                graph,
                EngineArrays.upload(manager, arrays(serving, stored)),
                arrangement != Arrangement.PLAIN)) {
      FloatBuffer image = FloatBuffer.wrap(normalized(fixture.get("image_" + size).floats()));
      NDArray input = EngineArrays.upload(manager, image, new Shape(1, 3, size, size));
      NDList outputs = bound.forward(List.of(input), false);

      for (int map = 0; map < MAPS.size(); map++) {
        int side = maps.get(map).size();
        assertThat(outputs.get(map).getShape())
            .isEqualTo(new Shape(1, maps.get(map).channels(), side, side));
        assertClose(
            outputs.get(map).toFloatArray(),
            fixture.get(MAPS.get(map) + size).floats(),
            map,
            tolerance);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 320})
  void makesTheSameMapsInTrainingThatFixesTheFirstLayers(int size) {
    NumpyArchive fixture = Fixtures.arrays("lite0.npz");
    EfficientNetLite0Features features = new EfficientNetLite0Features();
    Layers fixed = new Layers(new GraphBuilder(), Arrangement.SERVING_ON_ONEDNN);
    List<FeatureMap> first =
        features.extractFirst(fixed, new FeatureMap(fixed.graph().variable("data"), 3, size));
    Layers trained = new Layers(new GraphBuilder(), Arrangement.TRAINING_ON_ONEDNN, true);
    List<FeatureMap> inputs =
        first.stream()
            .map(
                map ->
                    new FeatureMap(
                        trained.graph().variable("in" + map.size()), map.channels(), map.size()))
            .toList();
    List<FeatureMap> maps = features.extractRest(trained, inputs);

    try (SafetensorsReader weights = weights();
        NDManager manager = new EngineRuntime().newManager();
        BoundGraph before = bind(manager, fixed, first, List.of("data"), weights);
        BoundGraph after =
            bind(
                manager,
                trained,
                maps,
                inputs.stream().map(map -> "in" + map.size()).toList(),
                weights)) {
      FloatBuffer image = FloatBuffer.wrap(normalized(fixture.get("image_" + size).floats()));
      NDArray input = EngineArrays.upload(manager, image, new Shape(1, 3, size, size));
      NDList outputs = after.forward(before.forward(List.of(input), false), true);

      for (int map = 0; map < MAPS.size(); map++) {
        assertClose(
            outputs.get(map).toFloatArray(),
            fixture.get(MAPS.get(map) + size).floats(),
            map,
            1e-4f);
      }
    }
  }

  private static BoundGraph bind(
      NDManager manager,
      Layers layers,
      List<FeatureMap> outputs,
      List<String> inputs,
      SafetensorsReader weights) {
    String json = layers.graph().json(outputs.stream().map(FeatureMap::tensor).toList());
    NetworkGraph graph = new NetworkGraph(json, inputs, layers.parameters());
    Map<String, ParameterArray> arrays =
        arrays(new ServingGraph(graph, layers.rules()), stored(weights));
    return new BoundGraph(manager, graph, EngineArrays.upload(manager, arrays), false);
  }

  private static SafetensorsReader weights() {
    return SafetensorsReader.open(Fixtures.path("../models/efficientnet_lite0.safetensors"));
  }

  private static float[] normalized(float[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] - 127) / 128;
    }
    return values;
  }

  private static Map<String, ParameterArray> arrays(
      ServingGraph serving, Function<String, float[]> stored) {
    Function<String, float[]> elements = serving.elements(stored);
    return serving.graph().parameters().stream()
        .collect(
            Collectors.toMap(
                ParameterSpec::name,
                spec -> ParameterArray.ofFloats(spec.shape(), elements.apply(spec.name()))));
  }

  private static Function<String, float[]> stored(SafetensorsReader weights) {
    return name -> weights.read(publishedName(name)).floats();
  }

  private static String publishedName(String name) {
    return name.replace("features.lite0_", "_")
        .replace("_stem_conv_", "_conv_stem.")
        .replace("_stem_batchnorm_", "_bn0.")
        .replaceFirst("_block(\\d+)_", "_blocks.$1._")
        .replace("_conv_weight", "_conv.weight")
        .replaceFirst("_batchnorm(\\d)_", "_bn$1.")
        .replace("gamma", "weight")
        .replace("beta", "bias");
  }

  private static void assertClose(float[] actual, float[] expected, int map, float tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    assertThat(largest).isPositive();
    assertThat(difference / largest).as("map %d", map).isLessThan(tolerance);
  }
}
