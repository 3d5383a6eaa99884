package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.JoinedHeads;
import io.boxstream.detection.network.Kernels;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ParameterRole;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ServingArrays;
import io.boxstream.detection.training.Initialization;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The form that serves, with heads joined, operators fused and batch normalisation folded into the
 * convolutions, against the plain graph in evaluation mode.
 */
class ServingFormTest {
  private static final int BATCH = 2;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boxstream_300_mobilenet0.25",
        "ssd_300_mobilenet0.25",
        "ssd_300_resnet34_v1b",
        "ssd_512_resnet50_v1",
        "ssd_512_resnet50_v1b",
        "ssd_512_mobilenet1.0",
        "ssd_512_mobilenet1.0_relu6",
        "boxstream_300_compact",
        "boxstream_300_lite0",
        "ssd_300_vgg16_atrous"
      })
  void predictsWhatThePlainGraphPredicts(String name) {
    DetectorPreset preset = Presets.named(name);
    DetectorNetwork network =
        new DetectorNetwork(new DetectorArchitecture(preset, List.of("hat", "person", "vest")));
    NetworkGraph plain = network.inferenceGraph();
    ServingGraph serving = network.servingGraph(Kernels.ONEDNN_AVX512);
    Random random = new Random(5);
    Map<String, ParameterArray> stored = trained(plain.parameters(), random);
    Shape shape = new Shape(BATCH, 3, preset.inputSize(), preset.inputSize());
    float[] images = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }

    JoinedHeads heads = network.joinedHeads();

    List<float[]> expected = outputs(plain, stored, images, shape, false);
    List<float[]> joined =
        outputs(serving.graph(), ServingArrays.of(serving, stored), images, shape, true);

    float[] scores = lessBackground(expected.get(0), heads.classItems());
    for (int image = 0; image < BATCH; image++) {
      float[] classes = new float[heads.anchorCount() * heads.classItems()];
      float[] boxes = new float[heads.anchorCount() * 4];
      heads.separate(joined, image, classes, boxes);
      assertClose(classes, scores, image);
      assertClose(boxes, expected.get(1), image);
    }
  }

  private static float[] lessBackground(float[] scores, int classItems) {
    float[] differences = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      differences[i] = scores[i] - scores[i / classItems * classItems];
    }
    return differences;
  }

  private static List<float[]> outputs(
      NetworkGraph graph,
      Map<String, ParameterArray> arrays,
      float[] images,
      Shape shape,
      boolean optimized) {
    try (NDManager manager = new EngineRuntime().newManager();
        BoundGraph bound =
            new BoundGraph(manager, graph, EngineArrays.upload(manager, arrays), optimized)) {
      NDArray data = EngineArrays.upload(manager, FloatBuffer.wrap(images), shape);
      NDList outputs = bound.forward(List.of(data), false);
      return outputs.stream().map(NDArray::toFloatArray).toList();
    }
  }

  /** Statistics of batch normalisations as training leaves them: none is 0 or 1. */
  private static Map<String, ParameterArray> trained(List<ParameterSpec> specs, Random random) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>(Initialization.HE.arrays(specs, 11));
    for (ParameterSpec spec : specs) {
      if (!isOfNorm(spec.role())) {
        continue;
      }
      boolean centred =
          spec.role() == ParameterRole.NORM_BETA || spec.role() == ParameterRole.NORM_MEAN;
      float[] values = new float[spec.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = centred ? 0.2f * (float) random.nextGaussian() : random.nextFloat(0.5f, 1.5f);
      }
      arrays.put(spec.name(), ParameterArray.ofFloats(spec.shape(), values));
    }
    return arrays;
  }

  private static boolean isOfNorm(ParameterRole role) {
    return switch (role) {
      case NORM_GAMMA, NORM_BETA, NORM_MEAN, NORM_VARIANCE -> true;
      case CONVOLUTION_WEIGHT, CONVOLUTION_BIAS, NORM_SCALE, INPUT_SCALE -> false;
    };
  }

  /** Up to a fraction of the largest value. */
  private static void assertClose(float[] actual, float[] batch, int image) {
    assertThat(batch).hasSize(BATCH * actual.length);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < actual.length; i++) {
      float expected = batch[image * actual.length + i];
      largest = Math.max(largest, Math.abs(expected));
      difference = Math.max(difference, Math.abs(actual[i] - expected));
    }
    assertThat(largest).isPositive();
    assertThat(difference / largest).isLessThan(1e-4f);
  }
}
