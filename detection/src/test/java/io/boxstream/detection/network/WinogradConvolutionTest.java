package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.parameters.ParameterArray;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the same convolution as one operator. */
class WinogradConvolutionTest {
  private static final int BATCH = 2;
  private static final int CHANNELS_IN = 128;
  private static final int CHANNELS_OUT = 224;
  private static final Convolution FORM = Convolution.of(CHANNELS_OUT, 3, 1, 1);

  /**
   * Every remainder that a side can have when it is cut into tiles, and the sides of SSD's maps.
   */
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 32, 38})
  void isTheConvolution(int size) {
    Random random = new Random(size);
    Map<String, float[]> stored =
        Map.of(
            "weight", normal(random, CHANNELS_OUT * CHANNELS_IN * 9, 0.04f),
            "bias", normal(random, CHANNELS_OUT, 1));
    float[] data = normal(random, BATCH * CHANNELS_IN * size * size, 1);

    float[] direct = run(graph(Arrangement.PLAIN, size, FORM), stored, data, size);
    float[] actual = run(graph(Arrangement.SERVING_ON_ONEDNN, size, FORM), stored, data, size);

    assertThat(actual).hasSameSizeAs(direct);
    float largest = 0;
    for (int i = 0; i < direct.length; i++) {
      assertThat(actual[i]).isCloseTo(direct[i], within(1e-4f));
      largest = Math.max(largest, Math.abs(direct[i]));
    }
    assertThat(largest).isGreaterThan(4);
  }

  @Test
  void takesTheDirectWayWhereNothingIsWon() {
    List<Convolution> forms =
        List.of(
            Convolution.of(CHANNELS_OUT, 3, 2, 1),
            Convolution.of(CHANNELS_OUT, 3, 1, 0),
            Convolution.of(64, 3, 1, 1),
            Convolution.pointwise(CHANNELS_OUT, 1),
            new Convolution(CHANNELS_OUT, 3, 1, 6, 6, 1));

    Stream<List<String>> arrays =
        Stream.concat(
            forms.stream().map(form -> names(graph(Arrangement.SERVING_ON_ONEDNN, 32, form))),
            Stream.of(
                names(graph(Arrangement.SERVING_ON_ONEDNN, 15, FORM)),
                names(graph(Arrangement.PLAIN, 32, FORM))));

    assertThat(arrays).containsOnly(List.of("weight", "bias"));
    assertThat(names(graph(Arrangement.SERVING_ON_ONEDNN, 32, FORM))).doesNotContain("weight");
  }

  private static ServingGraph graph(Arrangement arrangement, int size, Convolution form) {
    Layers layers = new Layers(new GraphBuilder(), arrangement);
    FeatureMap map = new FeatureMap(layers.graph().variable("data"), CHANNELS_IN, size);
    Tensor result = layers.convolution(map, "", NetworkPart.PLAIN, form, true).tensor();
    String json = layers.graph().json(List.of(result));
    return new ServingGraph(
        new NetworkGraph(json, List.of("data"), layers.parameters()), layers.rules());
  }

  private static List<String> names(ServingGraph graph) {
    return graph.graph().parameters().stream().map(ParameterSpec::name).toList();
  }

  private static float[] run(
      ServingGraph serving, Map<String, float[]> stored, float[] data, int size) {
    Map<String, ParameterArray> arrays =
        serving.graph().parameters().stream()
            .collect(
                Collectors.toMap(
                    ParameterSpec::name,
                    spec ->
                        ParameterArray.ofFloats(
                            spec.shape(), serving.elements(spec.name(), stored::get))));
    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(manager, serving.graph(), EngineArrays.upload(manager, arrays), true)) {
      Shape shape = new Shape(BATCH, CHANNELS_IN, size, size);
      NDArray input = EngineArrays.upload(manager, FloatBuffer.wrap(data), shape);
      NDList outputs = bound.forward(List.of(input), false);
      assertThat(outputs.singletonOrThrow().getShape())
          .isEqualTo(new Shape(BATCH, CHANNELS_OUT, size, size));
      return outputs.singletonOrThrow().toFloatArray();
    }
  }

  private static float[] normal(Random random, int count, float deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * (float) random.nextGaussian();
    }
    return values;
  }
}
