package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition of a convolution, computed in loops. */
class WidenedFiltersTest {
  private static final int CHANNELS = 3;
  private static final int STRIDE = 2;

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 3, false",
    "PLAIN, 5, true",
    "TRAINING_ON_ONEDNN, 3, true",
    "SERVING_ON_ONEDNN, 3, false",
    "SERVING_ON_ONEDNN, 5, true"
  })
  void padOnlyAfterTheMapWhatIsOdd(Arrangement arrangement, int kernel, boolean depthwise) {
    int size = 12;
    Convolution form =
        depthwise
            ? Convolution.sameDepthwise(CHANNELS, kernel, STRIDE, size)
            : Convolution.same(CHANNELS, kernel, STRIDE, size);
    Random random = new Random(kernel);
    int filters = CHANNELS * CHANNELS / form.groups() * kernel * kernel;
    float[] weight = LayerGraphs.normal(random, filters, 1);
    float[] bias = LayerGraphs.normal(random, CHANNELS, 1);
    float[] data = LayerGraphs.normal(random, CHANNELS * size * size, 1);

    ServingGraph graph =
        LayerGraphs.of(
            arrangement,
            CHANNELS,
            size,
            (layers, map) -> layers.convolution(map, "conv_", NetworkPart.BASE, form, true));
    float[] actual =
        LayerGraphs.run(
            graph,
            Map.of("conv_weight", weight, "conv_bias", bias),
            data,
            new Shape(1, CHANNELS, size, size),
            new Shape(1, CHANNELS, size / STRIDE, size / STRIDE));

    assertThat(form.padding().isEven()).isFalse();
    assertThat(LayerGraphs.arrays(graph))
        .containsExactlyInAnyOrderElementsOf(expectedArrays(arrangement));
    float[] expected = convolved(form, weight, bias, data, size);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  /** The sum of the results is linear in the filters, so it is their product with its gradient. */
  @Test
  void trainTheStoredFilters() {
    int size = 12;
    Convolution form = Convolution.same(CHANNELS, 3, STRIDE, size);
    Layers layers = new Layers(new GraphBuilder(), Arrangement.TRAINING_ON_ONEDNN);
    FeatureMap map = new FeatureMap(layers.graph().variable("data"), CHANNELS, size);
    Tensor result = layers.convolution(map, "conv_", NetworkPart.BASE, form, false).tensor();
    NetworkGraph graph =
        new NetworkGraph(
            layers.graph().json(List.of(result)), List.of("data", "conv_weight"), List.of());
    EngineRuntime runtime = new EngineRuntime();
    Random random = new Random(3);

    try (NDManager manager = runtime.newManager();
        BoundGraph bound = new BoundGraph(manager, graph, Map.of(), false);
        GradientCollector collector = runtime.engine().newGradientCollector()) {
      NDArray data =
          manager.create(
              LayerGraphs.normal(random, CHANNELS * size * size, 1),
              new Shape(1, CHANNELS, size, size));
      NDArray weight =
          manager.create(
              LayerGraphs.normal(random, CHANNELS * CHANNELS * 9, 1),
              new Shape(CHANNELS, CHANNELS, 3, 3));
      weight.setRequiresGradient(true);
      NDArray sum = bound.forward(List.of(data, weight), true).singletonOrThrow().sum();
      collector.backward(sum);

      float product = weight.getGradient().mul(weight).sum().getFloat();
      assertThat(Math.abs(product)).isGreaterThan(1);
      assertThat(product).isCloseTo(sum.getFloat(), within(1e-3f));
    }
  }

  private static List<String> expectedArrays(Arrangement arrangement) {
    return arrangement == Arrangement.SERVING_ON_ONEDNN
        ? List.of("conv_widened.weight", "conv_bias")
        : List.of("conv_weight", "conv_bias");
  }

  private static float[] convolved(
      Convolution form, float[] weight, float[] bias, float[] data, int size) {
    int side = size / STRIDE;
    int inGroup = CHANNELS / form.groups();
    float[] result = new float[CHANNELS * side * side];
    for (int at = 0; at < result.length; at++) {
      int channel = at / (side * side);
      int top = at / side % side * STRIDE - form.padding().before();
      int left = at % side * STRIDE - form.padding().before();
      double sum = bias[channel];
      for (int in = 0; in < inGroup; in++) {
        int plane = form.groups() == 1 ? in : channel;
        int filter = (channel * inGroup + in) * form.kernel() * form.kernel();
        for (int i = 0; i < form.kernel() * form.kernel(); i++) {
          int row = top + i / form.kernel();
          int column = left + i % form.kernel();
          if (row >= 0 && row < size && column >= 0 && column < size) {
            sum += weight[filter + i] * data[(plane * size + row) * size + column];
          }
        }
      }
      result[at] = (float) sum;
    }
    return result;
  }
}
