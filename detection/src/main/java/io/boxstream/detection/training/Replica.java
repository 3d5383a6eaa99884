package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.engine.FirstUse;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ServingArrays;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network on one device with its own arrays and gradients, freed on close. A step is {@link
 * #forward}, then {@link #backward} or {@link #abandon}, all on the same thread: the engine records
 * gradients per thread.
 */
final class Replica implements AutoCloseable {
  private static final FirstUse BACKWARD = new FirstUse();

  private final EngineRuntime runtime;
  private final NDManager manager;
  private final Map<String, ParameterArray> fixedArrays = new LinkedHashMap<>();
  private final Map<String, NDArray> arrays;
  private final List<TrainedArray> trained = new ArrayList<>();
  private final BoundGraph graph;
  private final Optional<BoundGraph> fixed;
  private NDManager step;
  private NDArray losses;

  /**
   * Creates a replica with the given parameters.
   *
   * @param manager a manager of the device to run on; closed with the replica, or if this
   *     constructor fails
   */
  Replica(
      EngineRuntime runtime,
      NDManager manager,
      TrainedNetwork network,
      Map<String, ParameterArray> parameters) {
    this.runtime = runtime;
    this.manager = manager;
    try {
      arrays = upload(network.graph().parameters(), parameters);
      for (ParameterSpec spec : network.graph().parameters()) {
        if (spec.role().trained()) {
          NDArray value = arrays.get(spec.name());
          value.setRequiresGradient(true);
          double rate = network.fineTuning().rate(spec);
          trained.add(new TrainedArray(spec.name(), value, value.getGradient(), rate));
        }
      }
      graph = new BoundGraph(manager, network.graph(), arrays, false);
      fixed = network.fixed().map(layers -> bind(layers, parameters));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Uploads the arrays of the training graph; keeps the others as they are. */
  private Map<String, NDArray> upload(
      List<ParameterSpec> specs, Map<String, ParameterArray> parameters) {
    fixedArrays.putAll(parameters);
    Map<String, NDArray> uploaded = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      ParameterArray value = fixedArrays.remove(spec.name());
      if (value != null) {
        uploaded.put(spec.name(), EngineArrays.upload(manager, value));
      }
    }
    fixedArrays.replaceAll((name, array) -> array.asFloats());
    return uploaded;
  }

  private BoundGraph bind(ServingGraph layers, Map<String, ParameterArray> parameters) {
    Map<String, NDArray> values =
        EngineArrays.upload(manager, ServingArrays.of(layers, parameters));
    return new BoundGraph(manager, layers.graph(), values, true);
  }

  /** The trained arrays, in the order of the graph. */
  List<TrainedArray> trained() {
    return trained;
  }

  /** The manager that owns the replica's arrays. */
  NDManager manager() {
    return manager;
  }

  /** Copies of all arrays after the last step. */
  Map<String, ParameterArray> download() {
    Map<String, ParameterArray> all = new LinkedHashMap<>(fixedArrays);
    all.putAll(EngineArrays.download(arrays));
    return all;
  }

  /**
   * Computes the losses of a part of a batch and waits for them.
   *
   * @return each image's cross entropy, then each image's smooth L1
   */
  float[] forward(BatchShare share) {
    step = manager.newSubManager();
    List<NDArray> inputs = inputs(share);
    try (GradientCollector recording = runtime.engine().newGradientCollector()) {
      losses = graph.forward(inputs, true).singletonOrThrow();
    }
    return losses.toFloatArray();
  }

  private List<NDArray> inputs(BatchShare share) {
    int images = share.images();
    long anchors = share.classTargets().remaining() / images;
    long side = Math.round(Math.sqrt(share.pixels().remaining() / (3.0 * images)));
    NDArray pixels = EngineArrays.upload(step, share.pixels(), new Shape(images, 3, side, side));
    List<NDArray> inputs = new ArrayList<>();
    fixed.ifPresentOrElse(
        layers -> inputs.addAll(layers.forward(List.of(pixels), false)), () -> inputs.add(pixels));
    inputs.add(EngineArrays.upload(step, share.classTargets(), new Shape(images, anchors)));
    inputs.add(EngineArrays.upload(step, share.boxTargets(), new Shape(images, anchors, 4)));
    inputs.add(
        EngineArrays.upload(
            step, FloatBuffer.wrap(new float[] {share.batchPositives()}), new Shape(1)));
    return inputs;
  }

  /**
   * Computes the gradients of the sum of the losses. The engine may still be working when this
   * returns.
   */
  void backward() {
    try (GradientCollector collector = runtime.engine().newGradientCollector()) {
      BACKWARD.run(() -> collector.backward(losses));
    } finally {
      abandon();
    }
  }

  /** Frees the arrays of the current step. */
  void abandon() {
    step.close();
  }

  /** Frees all arrays in the engine. */
  @Override
  public void close() {
    manager.close();
  }
}
