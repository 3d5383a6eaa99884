package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.Box;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.fixture.DeterministicWeights;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.fixture.NumpyArray;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.Kernels;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.target.TargetAssigner;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/** Training steps of the reference on real images, and all they were made from (SSD.md 10.9). */
final class StepFixture {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  final NumpyArchive fixture;
  final DetectorPreset preset;
  final NetworkGraph graph;
  final DeterministicWeights weights;
  final int images;

  StepFixture(String name, Kernels kernels) {
    fixture = Fixtures.arrays("steps_" + name + ".npz");
    preset = Presets.named(name);
    List<String> classes = IntStream.range(0, 20).mapToObj(index -> "class" + index).toList();
    graph =
        new DetectorNetwork(new DetectorArchitecture(preset, classes))
            .trainingGraph(kernels, FineTuning.NONE);
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

  /** The sum of all of a step's losses. */
  double loss(int step) {
    return sum(losses(step));
  }

  /** The learning rate of a step. */
  static double rate(int step) {
    return step < 5 ? 0.001 : 0.0001;
  }

  static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** The sum of a step's losses must follow the reference's as closely as rounding lets it. */
  void assertOnCurve(double loss, int step) {
    double expected = loss(step);
    assertThat(loss)
        .as("loss of step %d", step)
        .isCloseTo(expected, Offset.offset(0.03 * expected));
  }

  TrainingBatch batch() {
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
    List<String> ids = IntStream.range(0, images).mapToObj(image -> "image_" + image).toList();
    return new TrainingBatch(FloatBuffer.wrap(pixels), images, classTargets, boxTargets, ids);
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
