package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Graphs of a few layers, made and run. */
final class LayerGraphs {
  private LayerGraphs() {}

  /**
   * A graph of one input.
   *
   * @param layers adds the layers to the input
   */
  static ServingGraph of(
      Arrangement arrangement,
      int channels,
      int size,
      BiFunction<Layers, FeatureMap, FeatureMap> layers) {
    Layers added = new Layers(new GraphBuilder(), arrangement);
    FeatureMap data = new FeatureMap(added.graph().variable("data"), channels, size);
    Tensor result = layers.apply(added, data).tensor();
    String json = added.graph().json(List.of(result));
    return new ServingGraph(
        new NetworkGraph(json, List.of("data"), added.parameters()), added.rules());
  }

  /** The names of the arrays that a graph needs. */
  static List<String> arrays(ServingGraph graph) {
    return graph.graph().parameters().stream().map(ParameterSpec::name).toList();
  }

  /**
   * What comes out of a graph.
   *
   * @param channels of the result, whose other extents are those of the input
   */
  static float[] run(
      ServingGraph serving, Map<String, float[]> stored, float[] data, Shape shape, int channels) {
    Shape result = new Shape(shape.get(0), channels, shape.get(2), shape.get(3));
    return run(serving, stored, data, shape, result);
  }

  /**
   * What comes out of a graph.
   *
   * @param shape of the input
   * @param resultShape of the result
   */
  static float[] run(
      ServingGraph serving,
      Map<String, float[]> stored,
      float[] data,
      Shape shape,
      Shape resultShape) {
    Function<String, float[]> elements = serving.elements(stored::get);
    Map<String, ParameterArray> arrays =
        serving.graph().parameters().stream()
            .collect(
                Collectors.toMap(
                    ParameterSpec::name,
                    spec -> ParameterArray.ofFloats(spec.shape(), elements.apply(spec.name()))));
    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(manager, serving.graph(), EngineArrays.upload(manager, arrays), true)) {
      NDArray input = EngineArrays.upload(manager, FloatBuffer.wrap(data), shape);
      NDArray result = bound.forward(List.of(input), false).singletonOrThrow();
      assertThat(result.getShape()).isEqualTo(resultShape);
      return result.toFloatArray();
    }
  }

  /** Normally distributed numbers around zero. */
  static float[] normal(Random random, int count, float deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * (float) random.nextGaussian();
    }
    return values;
  }
}
