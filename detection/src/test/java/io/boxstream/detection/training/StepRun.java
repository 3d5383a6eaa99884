package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fixture's training steps in our engine, with everything in reach of a test. */
final class StepRun implements AutoCloseable {
  private final EngineRuntime runtime = new EngineRuntime();
  private final NDManager manager = runtime.newManager();
  private final StepFixture fixture;
  private final List<TrainedArray> trained = new ArrayList<>();
  private final BoundGraph graph;
  private final Optimizer optimizer;

  StepRun(StepFixture fixture) {
    this.fixture = fixture;
    Map<String, NDArray> arrays =
        EngineArrays.upload(manager, fixture.weights.arrays(fixture.graph.parameters()));
    for (ParameterSpec spec : fixture.graph.parameters()) {
      if (spec.role().trained()) {
        NDArray value = arrays.get(spec.name());
        value.setRequiresGradient(true);
        trained.add(new TrainedArray(spec.name(), value, value.getGradient()));
      }
    }
    graph = new BoundGraph(manager, fixture.graph, arrays, false);
    optimizer = new Optimizer(new OptimizerSettings.Sgd(0.9, 0.0005), manager, trained, Map.of());
  }

  List<TrainedArray> trained() {
    return trained;
  }

  /** Runs forward and backward; each image's cross entropy, then each image's smooth L1. */
  float[] losses() {
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = runtime.engine().newGradientCollector()) {
      NDArray losses = graph.forward(fixture.inputs(scope), true).singletonOrThrow();
      collector.backward(losses);
      return losses.toFloatArray();
    }
  }

  void update(double learningRate) {
    optimizer.update(learningRate);
  }

  @Override
  public void close() {
    manager.close();
  }

  /** The norm of each trained array's gradient, after {@link #losses}. */
  Map<String, Double> gradientNorms() {
    Map<String, Double> norms = new LinkedHashMap<>();
    for (TrainedArray array : trained) {
      double squares = 0;
      for (float value : array.gradient().toFloatArray()) {
        squares += (double) value * value;
      }
      norms.put(array.name(), Math.sqrt(squares));
    }
    return norms;
  }

  /**
   * Prints the first step's losses and gradient norms of the fixture named, for a process with
   * settings of its own.
   */
  public static void main(String[] arguments) {
    try (StepRun run = new StepRun(new StepFixture(arguments[0], false))) {
      for (float loss : run.losses()) {
        System.out.println("loss " + loss);
      }
      run.gradientNorms().forEach((name, norm) -> System.out.println("norm " + name + " " + norm));
    }
  }
}
