package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.GradientCompression;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and the real parameter server. */
class DistributedLearnerIT {

  private static final int IMAGES = 8;
  private static final int BATCH = 4;
  private static final double RATE = 0.003;

  @TempDir Path directory;

  @Test
  void twoWorkersComputeWhatTwoReplicasInOneProcessDo() throws Exception {
    trainsAsReplicasDo(TestPlans.SGD, 3, 0.01);
  }

  /** Adam's steps are as long where a gradient is nothing but rounding. */
  @Tag("soak")
  @Test
  void theSameWithAdam() throws Exception {
    trainsAsReplicasDo(TestPlans.ADAM, 10, 0.1);
  }

  /**
   * Asserts that both ways are the same but for rounding: the engine keeps kernels that were made
   * for another number of threads, by other tests in this process, and these add in another order.
   *
   * @param tolerance of losses and of the way of the parameters, relative to them
   */
  private void trainsAsReplicasDo(OptimizerSettings optimizer, int steps, double tolerance)
      throws Exception {
    TrainingPlan plan = TestPlans.plan(IMAGES, BATCH, optimizer, 7);
    LabelledImages images = TestPlans.images(IMAGES);
    Path distributed = directory.resolve("distributed.params");
    List<StepLosses> losses = distributed(plan, images, steps, Optional.empty(), distributed);

    Path replicas = directory.resolve("replicas.params");
    List<StepLosses> expected = replicas(plan, images, steps, replicas);
    assertThat(losses.get(0)).isEqualTo(expected.get(0));
    for (int step = 1; step < steps; step++) {
      double loss = expected.get(step).crossEntropy();
      assertThat(losses.get(step).crossEntropy())
          .as("step %d", step)
          .isCloseTo(loss, within(tolerance * loss));
    }
    Path start = directory.resolve("start.params");
    replicas(plan, images, 0, start);
    assertThat(distance(distributed, replicas)).isLessThan(tolerance * distance(start, replicas));
  }

  /** The sum of the absolute differences of all trained values. */
  private static double distance(Path from, Path to) {
    Map<String, ParameterArray> others = ParameterFile.read(to);
    double sum = 0;
    for (Map.Entry<String, ParameterArray> array : ParameterFile.read(from).entrySet()) {
      if (!array.getKey().contains("running_")) {
        float[] values = array.getValue().floats();
        float[] other = others.get(array.getKey()).floats();
        for (int i = 0; i < values.length; i++) {
          sum += Math.abs(values[i] - other[i]);
        }
      }
    }
    return sum;
  }

  @Tag("soak")
  @Test
  void compressedGradientsTrainTooAndDifferently() {
    TrainingPlan plan = TestPlans.plan(IMAGES, BATCH, TestPlans.SGD, 7);
    LabelledImages images = TestPlans.images(IMAGES);
    Path file = directory.resolve("compressed.params");

    List<StepLosses> exact = distributed(plan, images, 20, Optional.empty(), file);
    List<StepLosses> compressed =
        distributed(plan, images, 20, Optional.of(new GradientCompression(0.05)), file);

    assertThat(compressed.get(0)).isEqualTo(exact.get(0));
    assertThat(compressed.get(1)).isNotEqualTo(exact.get(1));
    assertThat(compressed.get(19).crossEntropy())
        .isLessThan(0.8 * compressed.get(0).crossEntropy());
  }

  /** One worker has 5 images and the other 40. */
  @Tag("soak")
  @Test
  void workersWithUnequalShardsTrainOnEachImageOnceAnEpoch() {
    int images = 45;
    int batch = 9;
    TrainingPlan plan = TestPlans.plan(images, batch, TestPlans.SGD, 7);
    Path parameters = directory.resolve("start.params");
    Path optimizerState = directory.resolve("start.optimizer");
    try (Learner made = TestPlans.local(1).start(plan)) {
      made.saveParameters(parameters);
      made.saveOptimizerState(optimizerState);
    }
    List<String> trained = new ArrayList<>();
    List<StepLosses> losses = new ArrayList<>();
    try (TestCluster cluster = new TestCluster(2, directory);
        Attempt attempt =
            Attempt.gather(cluster.rendezvous(), cluster.settings(0, Optional.empty()), batch)) {
      List<Integer> shares = List.of(1, 8);
      attempt.start(
          shares.stream()
              .map(share -> WorkerTask.of(plan, share, ComputeDevice.CPU, Optional.empty()))
              .toList(),
          parameters,
          optimizerState);
      DistributedLearner learner = new DistributedLearner(attempt, plan.architecture(), shares);
      BatchSource batches = learner.batches(TestPlans.images(images), 0);
      for (int step = 0; step < 2 * images / batch; step++) {
        TrainingBatch next = batches.next();
        trained.addAll(next.imageIds());
        losses.add(learner.step(next, RATE));
      }
    }

    assertThat(trained.subList(0, images)).doesNotHaveDuplicates();
    assertThat(trained.subList(images, 2 * images))
        .containsExactlyInAnyOrderElementsOf(trained.subList(0, images));
    assertThat(losses.get(losses.size() - 1).crossEntropy())
        .isLessThan(losses.get(0).crossEntropy());
  }

  private List<StepLosses> distributed(
      TrainingPlan plan,
      LabelledImages images,
      int steps,
      Optional<GradientCompression> compression,
      Path parameters) {
    List<StepLosses> losses = new ArrayList<>();
    try (TestCluster cluster = new TestCluster(2, directory)) {
      DistributedTrainingBackend backend = cluster.backend(TestPlans.local(1), 0, compression);
      try (Learner learner = backend.start(plan);
          BatchSource batches = backend.batches(images, plan, 0)) {
        for (int step = 0; step < steps; step++) {
          losses.add(learner.step(batches.next(), RATE));
        }
        learner.saveParameters(parameters);
      }
    }
    return losses;
  }

  /** The same images in the same places, in one process. */
  private static List<StepLosses> replicas(
      TrainingPlan plan, LabelledImages images, int steps, Path parameters) throws Exception {
    List<int[]> shards = Shards.of(IMAGES, images::id, List.of(2, 2));
    List<StepLosses> losses = new ArrayList<>();
    try (DetectorTrainer trainer =
            DetectorTrainer.start(
                plan.architecture(),
                plan.recipe().updates(),
                plan.recipe().initialization(),
                plan.seed(),
                new ReplicaSettings(ComputeDevice.CPU, 2));
        BatchPipeline first = pipeline(plan, images, shards.get(0));
        BatchPipeline second = pipeline(plan, images, shards.get(1))) {
      for (int step = 0; step < steps; step++) {
        losses.add(trainer.step(together(first.next(), second.next()), RATE));
      }
      trainer.saveParameters(parameters);
    }
    return losses;
  }

  private static BatchPipeline pipeline(TrainingPlan plan, LabelledImages images, int[] shard) {
    LabelledImages part =
        new LabelledImages() {
          @Override
          public int size() {
            return shard.length;
          }

          @Override
          public LabelledImage get(int index) {
            return images.get(shard[index]);
          }
        };
    return new BatchPipeline(
        part,
        plan.architecture().preset(),
        new PipelineSettings(plan.recipe().augmentation(), 2, plan.seed(), 1, 2),
        0);
  }

  private static TrainingBatch together(TrainingBatch first, TrainingBatch second) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(2 * first.pixels().remaining() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    pixels.put(first.pixels().duplicate()).put(second.pixels().duplicate()).flip();
    return new TrainingBatch(
        pixels,
        first.size() + second.size(),
        together(first.classTargets(), second.classTargets()),
        together(first.boxTargets(), second.boxTargets()),
        Stream.concat(first.imageIds().stream(), second.imageIds().stream()).toList());
  }

  private static float[] together(float[] first, float[] second) {
    float[] both = new float[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
