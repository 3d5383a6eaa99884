package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.Box;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.fixture.DeterministicWeights;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.fixture.NumpyArray;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.target.TargetAssigner;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training steps on real pictures, compared as closely as SSD.md 10.9 says that they can be. */
@Tag("parity")
class StepParityTest {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  /** Below this norm a gradient is the rounding that a following normalisation leaves. */
  private static final double LEAST_NORM = 0.01;

  @ParameterizedTest
  @CsvSource({
    "ssd_300_mobilenet0.25_voc, 0.02, false, false",
    "ssd_300_mobilenet0.25_voc, 0.02, false, true",
    "ssd_300_vgg16_atrous_voc, 0.001, true, false"
  })
  void trainsAsTheReferenceTrains(
      String name, double gradientTolerance, boolean entries, boolean fused) {
    Run run = new Run(name, fused);
    EngineRuntime runtime = new EngineRuntime();
    try (NDManager manager = runtime.newManager()) {
      Map<String, NDArray> arrays =
          EngineArrays.upload(manager, run.weights.arrays(run.graph.parameters()));
      List<TrainedArray> trained = trained(run.graph, arrays);
      Optimizer optimizer =
          new Optimizer(new OptimizerSettings.Sgd(0.9, 0.0005), manager, trained, Map.of());
      try (BoundGraph graph = new BoundGraph(manager, run.graph, arrays, false)) {
        for (int step = 0; step < run.steps(); step++) {
          float[] losses = losses(runtime, graph, manager, run);
          if (step == 0) {
            assertFirstLosses(losses, run);
            assertGradients(trained, run.fixture, gradientTolerance, entries);
          }
          assertSummedLoss(losses, run, step);
          optimizer.update(step < 5 ? 0.001 : 0.0001);
        }
      }
    }
  }

  private static List<TrainedArray> trained(NetworkGraph graph, Map<String, NDArray> arrays) {
    List<TrainedArray> trained = new ArrayList<>();
    for (ParameterSpec spec : graph.parameters()) {
      if (spec.role().trained()) {
        NDArray value = arrays.get(spec.name());
        value.setRequiresGradient(true);
        trained.add(new TrainedArray(spec.name(), value, value.getGradient()));
      }
    }
    return trained;
  }

  private static float[] losses(
      EngineRuntime runtime, BoundGraph graph, NDManager manager, Run run) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = runtime.engine().newGradientCollector()) {
      NDArray losses = graph.forward(run.inputs(scope), true).singletonOrThrow();
      collector.backward(losses);
      return losses.toFloatArray();
    }
  }

  private static void assertFirstLosses(float[] losses, Run run) {
    float[] expected = run.losses(0);
    for (int i = 0; i < expected.length; i++) {
      Offset<Float> bound = Offset.offset(1e-4f * Math.abs(expected[i]));
      assertThat(losses[i]).as("loss %d of the first step", i).isCloseTo(expected[i], bound);
    }
  }

  private static void assertSummedLoss(float[] losses, Run run, int step) {
    double expected = sum(run.losses(step));
    Offset<Double> bound = Offset.offset(0.03 * expected);
    assertThat(sum(losses)).as("loss of step %d", step).isCloseTo(expected, bound);
  }

  private static void assertGradients(
      List<TrainedArray> trained, NumpyArchive fixture, double tolerance, boolean entries) {
    int compared = 0;
    for (TrainedArray array : trained) {
      double norm = fixture.get("gradient_norm/" + array.name()).doubles()[0];
      if (norm <= LEAST_NORM) {
        continue;
      }
      float[] gradient = array.gradient().toFloatArray();
      assertThat(norm(gradient))
          .as("gradient norm of %s", array.name())
          .isCloseTo(norm, Offset.offset(tolerance * norm));
      float[] first = fixture.get("gradient/" + array.name()).floats();
      for (int i = 0; entries && i < first.length; i++) {
        assertThat((double) gradient[i])
            .as("gradient %d of %s", i, array.name())
            .isCloseTo(first[i], Offset.offset(tolerance * norm));
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(trained.size() / 2);
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** One fixture and what it was made from. */
  private static final class Run {
    final NumpyArchive fixture;
    final DetectorPreset preset;
    final NetworkGraph graph;
    final DeterministicWeights weights;
    final int images;

    Run(String name, boolean fused) {
      fixture = Fixtures.arrays("steps_" + name + ".npz");
      preset = Presets.named(name);
      List<String> classes = IntStream.range(0, 20).mapToObj(index -> "class" + index).toList();
      graph = new DetectorNetwork(new DetectorArchitecture(preset, classes)).trainingGraph(fused);
      weights = new DeterministicWeights(preset.backbone(), fixture.get("salt").scalar());
      images = fixture.get("class_targets").shape()[0];
    }

    int steps() {
      return fixture.get("losses").shape()[0];
    }

    /** Cross entropy of each image, then smooth L1 of each image. */
    float[] losses(int step) {
      float[] losses = new float[2 * images];
      System.arraycopy(
          fixture.get("losses").floats(), step * losses.length, losses, 0, losses.length);
      return losses;
    }

    List<NDArray> inputs(NDManager scope) {
      int size = preset.inputSize();
      int anchors = preset.anchorCount();
      float[] pixels = new float[images * 3 * size * size];
      float[] classTargets = new float[images * anchors];
      float[] boxTargets = new float[images * anchors * 4];
      TargetAssigner assigner = new TargetAssigner(Anchors.of(preset));
      for (int image = 0; image < images; image++) {
        fill(pixels, image, fixture.get("image_" + image).data(), size);
        assigner.assign(truths(image), classTargets, boxTargets, image);
      }
      assertThat(classTargets).containsExactly(fixture.get("class_targets").floats());
      return List.of(
          EngineArrays.upload(scope, FloatBuffer.wrap(pixels), new Shape(images, 3, size, size)),
          EngineArrays.upload(scope, FloatBuffer.wrap(classTargets), new Shape(images, anchors)),
          EngineArrays.upload(scope, FloatBuffer.wrap(boxTargets), new Shape(images, anchors, 4)));
    }

    private List<GroundTruth> truths(int image) {
      NumpyArray boxes = fixture.get("boxes_" + image);
      float[] rows = boxes.floats();
      List<GroundTruth> truths = new ArrayList<>();
      for (int i = 0; i < rows.length; i += 5) {
        Box box = new Box(rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
        truths.add(new GroundTruth((int) rows[i + 4], box, false));
      }
      return truths;
    }

    private static void fill(float[] pixels, int image, byte[] rgb, int size) {
      for (int c = 0; c < 3; c++) {
        for (int cell = 0; cell < size * size; cell++) {
          double level = Byte.toUnsignedInt(rgb[3 * cell + c]) / 255.0;
          pixels[(3 * image + c) * size * size + cell] = (float) ((level - MEAN[c]) / DEVIATION[c]);
        }
      }
    }
  }
}
