package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.Kernels;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFileException;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicaGroupTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(
          Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));

  /** Plain gradient descent with a rate of 1. */
  private static final OptimizerSettings DESCENT = new OptimizerSettings.Sgd(0, 0);

  private final EngineRuntime runtime = new EngineRuntime();

  @Test
  void everyReplicaIsUpdatedFromTheSumOfAllGradients() {
    List<Replica> replicas = replicas(3);
    try (ReplicaGroup group = group(replicas, Map.of())) {
      group.forward(shares(5, 3));
      group.backward();
      // The first array's owner is replica 0, the second one's replica 1.
      float[] before = replicas.get(0).trained().get(1).value().toFloatArray();
      List<float[]> gradients = replicas.stream().map(ReplicaGroupTest::secondGradient).toList();
      float[] expected = new float[before.length];
      for (int i = 0; i < before.length; i++) {
        float sum = gradients.get(1)[i] + gradients.get(0)[i] + gradients.get(2)[i];
        expected[i] = before[i] - sum;
      }

      group.update(1);

      assertThat(expected).isNotEqualTo(before);
      assertThat(replicas.get(0).trained().get(1).value().toFloatArray()).containsExactly(expected);
      for (int array = 0; array < replicas.get(0).trained().size(); array++) {
        float[] first = replicas.get(0).trained().get(array).value().toFloatArray();
        assertThat(replicas.get(1).trained().get(array).value().toFloatArray()).isEqualTo(first);
        assertThat(replicas.get(2).trained().get(array).value().toFloatArray()).isEqualTo(first);
      }
    }
  }

  @Test
  void aReplicaThatFailsNamesItsImagesAndTakesTheOthersWithIt() {
    List<Replica> replicas = replicas(2);
    ReplicaGroup group = group(replicas, Map.of());
    group.forward(shares(3, 2));
    group.abandon();
    replicas.get(1).close();

    assertThatThrownBy(() -> group.forward(shares(3, 2)))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            failure -> assertThat(failure.imageIds()).containsExactly("image2"))
        .hasMessageContaining("replica 1")
        .hasMessageContaining("image2");

    assertThat(replicas).noneMatch(replica -> replica.manager().isOpen());
    assertThatThrownBy(() -> group.forward(shares(3, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aStateThatDoesNotFitLeavesNothingInTheEngine() {
    List<Replica> replicas = replicas(2);
    Map<String, ParameterArray> other =
        Map.of("updates", ParameterArray.ofLongs(List.of(1), new long[] {3}));

    assertThatThrownBy(() -> group(replicas, other)).isInstanceOf(ParameterFileException.class);

    assertThat(replicas).noneMatch(replica -> replica.manager().isOpen());
  }

  @Test
  void aParameterThatIsMissingLeavesNothingInTheEngine() {
    NetworkGraph graph =
        new DetectorNetwork(ARCHITECTURE).trainingGraph(Kernels.ANY, FineTuning.NONE);
    NDManager manager = runtime.newManager(Device.cpu());

    assertThatThrownBy(() -> new Replica(runtime, manager, whole(graph), Map.of()))
        .isInstanceOf(RuntimeException.class);

    assertThat(manager.isOpen()).isFalse();
  }

  private ReplicaGroup group(List<Replica> replicas, Map<String, ParameterArray> state) {
    ReplicaThreads threads = new ReplicaThreads(runtime.borrowThreads(replicas.size(), 1));
    return new ReplicaGroup(runtime, threads, replicas, DESCENT, state, GradientExchange.NONE);
  }

  private List<Replica> replicas(int count) {
    NetworkGraph graph =
        new DetectorNetwork(ARCHITECTURE).trainingGraph(Kernels.ANY, FineTuning.NONE);
    Map<String, ParameterArray> parameters = Initialization.HE.arrays(graph.parameters(), 1);
    return IntStream.range(0, count)
        .mapToObj(
            index ->
                new Replica(runtime, runtime.newManager(Device.cpu()), whole(graph), parameters))
        .toList();
  }

  private static TrainedNetwork whole(NetworkGraph graph) {
    return new TrainedNetwork(graph, Optional.empty(), FineTuning.NONE);
  }

  private static List<BatchShare> shares(int images, int replicas) {
    TrainingBatch batch = NoiseBatches.batch(ARCHITECTURE.preset(), images, 1);
    return BatchShare.of(batch, onTheCpu(replicas).shares(images));
  }

  private static ReplicaSettings onTheCpu(int replicas) {
    return new ReplicaSettings(ComputeDevice.CPU, replicas);
  }

  private static float[] secondGradient(Replica replica) {
    return replica.trained().get(1).gradient().toFloatArray();
  }
}
