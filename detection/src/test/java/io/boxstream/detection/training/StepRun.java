package io.boxstream.detection.training;

import ai.djl.Device;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fixture's training steps in our engine, with everything in reach of a test. */
final class StepRun implements AutoCloseable {
  private final StepFixture fixture;
  private final ReplicaSettings replication;
  private final ReplicaGroup group;
  private final List<Replica> replicas = new ArrayList<>();

  StepRun(StepFixture fixture, int replicas) {
    this.fixture = fixture;
    replication = new ReplicaSettings(ComputeDevice.AUTOMATIC, replicas);
    EngineRuntime runtime = new EngineRuntime();
    for (Device device : runtime.devices(replication.device(), replicas)) {
      this.replicas.add(
          new Replica(
              runtime,
              runtime.newManager(device),
              new TrainedNetwork(fixture.graph, Optional.empty(), FineTuning.NONE),
              fixture.weights.arrays(fixture.graph.parameters())));
    }
    ReplicaThreads threads =
        new ReplicaThreads(runtime.borrowThreads(replicas, runtime.processors(replicas)));
    group =
        new ReplicaGroup(
            runtime,
            threads,
            this.replicas,
            new OptimizerSettings.Sgd(0.9, 0.0005),
            Map.of(),
            GradientExchange.NONE);
  }

  /** Runs forward and backward; each image's cross entropy, then each image's smooth L1. */
  float[] losses() {
    List<BatchShare> shares = BatchShare.of(fixture.batch(), replication.shares(fixture.images));
    List<float[]> parts = group.forward(shares);
    group.backward();
    float[] losses = new float[2 * fixture.images];
    int first = 0;
    for (float[] part : parts) {
      int images = part.length / 2;
      System.arraycopy(part, 0, losses, first, images);
      System.arraycopy(part, images, losses, fixture.images + first, images);
      first += images;
    }
    return losses;
  }

  void update(double learningRate) {
    group.update(learningRate);
  }

  /** Each trained array's gradient over all replicas, after {@link #losses}. */
  Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Replica replica : replicas) {
      for (TrainedArray array : replica.trained()) {
        gradients.merge(array.name(), array.gradient().toFloatArray(), StepRun::sum);
      }
    }
    return gradients;
  }

  private static float[] sum(float[] sum, float[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  /** The norm of each trained array's gradient, after {@link #losses}. */
  Map<String, Double> gradientNorms() {
    Map<String, Double> norms = new LinkedHashMap<>();
    gradients()
        .forEach(
            (name, gradient) -> {
              double squares = 0;
              for (float value : gradient) {
                squares += (double) value * value;
              }
              norms.put(name, Math.sqrt(squares));
            });
    return norms;
  }

  @Override
  public void close() {
    group.close();
  }

  /**
   * Prints the first step's losses and gradient norms of the fixture named, for a process with
   * settings of its own.
   */
  public static void main(String[] arguments) {
    try (StepRun run = new StepRun(new StepFixture(arguments[0], Kernels.ANY), 1)) {
      for (float loss : run.losses()) {
        System.out.println("loss " + loss);
      }
      run.gradientNorms().forEach((name, norm) -> System.out.println("norm " + name + " " + norm));
    }
  }
}
