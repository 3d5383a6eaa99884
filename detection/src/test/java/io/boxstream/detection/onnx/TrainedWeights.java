package io.boxstream.detection.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.training.Initialization;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random arrays as training could leave them: no statistic of a batch normalisation is 0 or 1, and
 * predictions for an image vary as much as a trained network's, whatever the network.
 */
final class TrainedWeights {
  private static final float SCORES = 1.5f;
  private static final float OFFSETS = 0.7f;

  private TrainedWeights() {}

  /**
   * The arrays of a detector.
   *
   * @param image a normalised image, (1, 3, size, size)
   */
  static Map<String, ParameterArray> of(
      DetectorArchitecture architecture, float[] image, long seed) {
    NetworkGraph graph = new DetectorNetwork(architecture).inferenceGraph();
    Random random = new Random(seed);
    Map<String, ParameterArray> arrays =
        new LinkedHashMap<>(Initialization.HE.arrays(graph.parameters(), seed));
    for (ParameterSpec spec : graph.parameters()) {
      switch (spec.role()) {
        case NORM_BETA, NORM_MEAN, CONVOLUTION_BIAS ->
            arrays.put(spec.name(), around(spec, random, 0));
        case NORM_GAMMA, NORM_VARIANCE -> arrays.put(spec.name(), around(spec, random, 1));
        case CONVOLUTION_WEIGHT, NORM_SCALE, INPUT_SCALE -> {}
      }
    }
    float[] deviations = deviations(graph, arrays, image, architecture.preset().inputSize());
    for (ParameterSpec spec : graph.parameters()) {
      if (spec.part() == NetworkPart.CLASS_PREDICTOR) {
        arrays.computeIfPresent(
            spec.name(), (name, array) -> scaled(array, SCORES / deviations[0]));
      } else if (spec.part() == NetworkPart.BOX_PREDICTOR) {
        arrays.computeIfPresent(
            spec.name(), (name, array) -> scaled(array, OFFSETS / deviations[1]));
      }
    }
    return arrays;
  }

  private static ParameterArray around(ParameterSpec spec, Random random, float centre) {
    float[] values = new float[spec.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = centre + 0.2f * (2 * random.nextFloat() - 1);
    }
    return ParameterArray.ofFloats(spec.shape(), values);
  }

  /** The standard deviations of scores and offsets. */
  private static float[] deviations(
      NetworkGraph graph, Map<String, ParameterArray> arrays, float[] image, int size) {
    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(manager, graph, EngineArrays.upload(manager, arrays), false)) {
      NDArray data =
          EngineArrays.upload(manager, FloatBuffer.wrap(image), new Shape(1, 3, size, size));
      NDList heads = bound.forward(List.of(data), false);
      return new float[] {
        deviation(heads.get(0).toFloatArray()), deviation(heads.get(1).toFloatArray())
      };
    }
  }

  private static float deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return (float) Math.sqrt(squares / values.length - mean * mean);
  }

  private static ParameterArray scaled(ParameterArray array, float factor) {
    float[] values = array.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return ParameterArray.ofFloats(array.shape(), values);
  }
}
