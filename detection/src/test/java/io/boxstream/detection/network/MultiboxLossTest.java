package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MultiboxLossTest {
  /** SSD.md 10.4: two images, six anchors, two classes. */
  @Test
  void matchesTheWorkedExample() {
    Case example = new Case(2, 6, 3, exampleClasses(), exampleBoxes());
    float[] classTargets = new float[12];
    classTargets[1] = 2;
    float[] boxTargets = new float[48];
    System.arraycopy(new float[] {1, -.5f, .25f, -2}, 0, boxTargets, 4, 4);

    Result result = run(example, classTargets, boxTargets);

    assertClose(result.losses(), new float[] {8.049376f, 0, 2.28125f, 0}, 1e-6f);
    assertClose(slice(result.boxGradient(), 4, 4), new float[] {-.75f, 1, 1, 1}, 1e-6f);
    assertClose(
        slice(result.classGradient(), 0, 3), new float[] {-.9400221f, .2093435f, .7306806f}, 1e-6f);
    assertClose(slice(result.classGradient(), 18, 18), new float[18], 0);
  }

  @Test
  void dividesByThePositivesOfTheWholeBatch() {
    Case example = new Case(2, 6, 3, exampleClasses(), exampleBoxes());
    float[] classTargets = new float[12];
    classTargets[1] = 2;
    classTargets[11] = 1;
    float[] boxTargets = new float[48];
    System.arraycopy(new float[] {1, -.5f, .25f, -2}, 0, boxTargets, 4, 4);

    Result result = run(example, classTargets, boxTargets);

    assertClose(result.losses(), new float[] {4.024688f, 2.7908106f, 1.140625f, .546875f}, 1e-6f);
  }

  /** The example above, one image after the other: as two replicas compute it. */
  @Test
  void thePartsOfABatchCostWhatTheWholeDoes() {
    float[] classes = exampleClasses();
    float[] boxes = exampleBoxes();
    float[] firstBoxTargets = new float[24];
    System.arraycopy(new float[] {1, -.5f, .25f, -2}, 0, firstBoxTargets, 4, 4);

    Result first =
        run(
            new Case(1, 6, 3, slice(classes, 0, 18), slice(boxes, 0, 24)),
            new float[] {0, 2, 0, 0, 0, 0},
            firstBoxTargets,
            2);
    Result second =
        run(
            new Case(1, 6, 3, slice(classes, 18, 18), slice(boxes, 24, 24)),
            new float[] {0, 0, 0, 0, 0, 1},
            new float[24],
            2);

    assertClose(first.losses(), new float[] {4.024688f, 1.140625f}, 1e-6f);
    assertClose(second.losses(), new float[] {2.7908106f, .546875f}, 1e-6f);
    assertClose(slice(first.boxGradient(), 4, 4), new float[] {-.375f, .5f, .5f, .5f}, 1e-6f);
  }

  @Test
  void costsNothingWithoutPositives() {
    Case example = new Case(2, 6, 3, exampleClasses(), exampleBoxes());

    Result result = run(example, new float[12], new float[48]);

    assertClose(result.losses(), new float[4], 0);
    assertClose(result.classGradient(), new float[36], 0);
    assertClose(result.boxGradient(), new float[48], 0);
  }

  @Tag("parity")
  @Test
  void matchesTheReferenceOnRandomBatches() {
    NumpyArchive fixture = Fixtures.arrays("loss.npz");
    int batches = 0;
    for (; fixture.find("%02d_cls".formatted(batches)).isPresent(); batches++) {
      String prefix = "%02d_".formatted(batches);
      int[] shape = fixture.get(prefix + "cls").shape();
      Case batch =
          new Case(
              shape[0],
              shape[1],
              shape[2],
              fixture.get(prefix + "cls").floats(),
              fixture.get(prefix + "box").floats());

      Result result =
          run(
              batch,
              fixture.get(prefix + "class_targets").floats(),
              fixture.get(prefix + "box_targets").floats());

      int images = shape[0];
      float[] classLosses = slice(result.losses(), 0, images);
      float[] boxLosses = slice(result.losses(), images, images);
      assertRelative(classLosses, spread(fixture.get(prefix + "cls_loss").floats(), images));
      assertRelative(boxLosses, spread(fixture.get(prefix + "box_loss").floats(), images));
      assertScaled(result.classGradient(), fixture.get(prefix + "cls_grad").floats());
      assertScaled(result.boxGradient(), fixture.get(prefix + "box_grad").floats());
    }
    assertThat(batches).isPositive();
  }

  private record Case(int images, int anchors, int items, float[] classes, float[] boxes) {}

  private record Result(float[] losses, float[] classGradient, float[] boxGradient) {}

  /** A whole batch. */
  private static Result run(Case batch, float[] classTargets, float[] boxTargets) {
    return run(batch, classTargets, boxTargets, positives(classTargets));
  }

  private static int positives(float[] classTargets) {
    int positives = 0;
    for (float target : classTargets) {
      positives += target > 0 ? 1 : 0;
    }
    return positives;
  }

  private static Result run(
      Case batch, float[] classTargets, float[] boxTargets, int batchPositives) {
    EngineRuntime runtime = new EngineRuntime();
    try (NDManager manager = runtime.newManager()) {
      Shape anchors = new Shape(batch.images(), batch.anchors());
      NDArray classes = manager.create(batch.classes(), anchors.add(batch.items()));
      NDArray boxes = manager.create(batch.boxes(), anchors.add(4));
      classes.setRequiresGradient(true);
      boxes.setRequiresGradient(true);
      List<NDArray> inputs =
          List.of(
              classes,
              boxes,
              manager.create(classTargets, anchors),
              manager.create(boxTargets, anchors.add(4)),
              manager.create(new float[] {batchPositives}));
      try (BoundGraph graph = new BoundGraph(manager, lossGraph(), Map.of(), false)) {
        try (GradientCollector collector = runtime.engine().newGradientCollector()) {
          NDArray losses = graph.forward(inputs, true).singletonOrThrow();
          collector.backward(losses);
          return new Result(
              losses.toFloatArray(),
              classes.getGradient().toFloatArray(),
              boxes.getGradient().toFloatArray());
        }
      }
    }
  }

  private static NetworkGraph lossGraph() {
    GraphBuilder graph = new GraphBuilder();
    List<String> names =
        List.of("classes", "boxes", "class_targets", "box_targets", "batch_positives");
    List<Tensor> inputs = names.stream().map(graph::variable).toList();
    PredictionHeads heads = new PredictionHeads(inputs.get(0), inputs.get(1));
    Tensor losses = MultiboxLoss.add(graph, heads, inputs.get(2), inputs.get(3), inputs.get(4));
    return new NetworkGraph(graph.json(List.of(losses)), names, List.of());
  }

  private static float[] exampleClasses() {
    float[] values = new float[36];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((7 * (i / 18) + 3 * (i / 3 % 6) + 5 * (i % 3)) % 11 - 5) * 0.25f;
    }
    return values;
  }

  private static float[] exampleBoxes() {
    float[] values = new float[48];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i / 24 + 2 * (i / 4 % 6) + i % 4) % 5 * 0.5f - 0.75f;
    }
    return values;
  }

  /** A batch without positives has one constant loss of 0 in the reference, ours one per image. */
  private static float[] spread(float[] losses, int images) {
    return losses.length == images ? losses : new float[images];
  }

  private static float[] slice(float[] values, int from, int length) {
    float[] slice = new float[length];
    System.arraycopy(values, from, slice, 0, length);
    return slice;
  }

  private static void assertClose(float[] actual, float[] expected, float tolerance) {
    assertThat(actual).containsExactly(expected, Offset.offset(tolerance));
  }

  private static void assertRelative(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      float bound = 1e-4f * Math.abs(expected[i]);
      assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(bound));
    }
  }

  private static void assertScaled(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertClose(actual, expected, 1e-4f * largest);
  }
}
