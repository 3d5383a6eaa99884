package io.boxstream.detection.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.engine.FirstUse;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.ParameterArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network on one device with its own arrays and gradients, freed on close. A step is {@link
 * #forward}, then {@link #backward} or {@link #abandon}, all on the same thread: the engine records
 * gradients per thread.
 */
final class Replica implements AutoCloseable {
  private static final FirstUse BACKWARD = new FirstUse();

  private final EngineRuntime runtime;
  private final NDManager manager;
  private final Map<String, NDArray> arrays;
  private final List<TrainedArray> trained = new ArrayList<>();
  private final BoundGraph graph;
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
      NetworkGraph network,
      Map<String, ParameterArray> parameters) {
    this.runtime = runtime;
    this.manager = manager;
    try {
      arrays = EngineArrays.upload(manager, parameters);
      for (ParameterSpec spec : network.parameters()) {
        if (spec.role().trained()) {
          NDArray value = arrays.get(spec.name());
          value.setRequiresGradient(true);
          trained.add(new TrainedArray(spec.name(), value, value.getGradient()));
        }
      }
      graph = new BoundGraph(manager, network, arrays, false);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
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
    return EngineArrays.download(arrays);
  }

  /**
   * Computes the losses of a part of a batch and waits for them.
   *
   * @return each image's cross entropy, then each image's smooth L1
   */
  float[] forward(BatchShare share) {
    step = manager.newSubManager();
    try (GradientCollector recording = runtime.engine().newGradientCollector()) {
      losses = graph.forward(upload(share), true).singletonOrThrow();
    }
    return losses.toFloatArray();
  }

  private List<NDArray> upload(BatchShare share) {
    int images = share.images();
    long anchors = share.classTargets().remaining() / images;
    long side = Math.round(Math.sqrt(share.pixels().remaining() / (3.0 * images)));
    return List.of(
        EngineArrays.upload(step, share.pixels(), new Shape(images, 3, side, side)),
        EngineArrays.upload(step, share.classTargets(), new Shape(images, anchors)),
        EngineArrays.upload(step, share.boxTargets(), new Shape(images, anchors, 4)),
        EngineArrays.upload(
            step, FloatBuffer.wrap(new float[] {share.batchPositives()}), new Shape(1)));
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
