package io.boxstream.detection.inference;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.engine.ArrayReader;
import io.boxstream.detection.engine.ArrayWriter;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.network.JoinedHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * The serving graph for batches of one size, so that the engine plans its memory once. Not
 * thread-safe.
 */
final class HeadsGraph {
  private final BoundGraph graph;
  private final Lock weights;
  private final ArrayWriter data;
  private final List<ArrayReader> readers;

  /**
   * @param manager the owner of the input
   * @param graph the serving graph
   * @param weights a lock that is held while the graph runs
   * @param batch number of images
   * @param size side of the input in pixels
   * @param heads the layout of its outputs
   */
  HeadsGraph(
      NDManager manager, BoundGraph graph, Lock weights, int batch, int size, JoinedHeads heads) {
    this.graph = graph;
    this.weights = weights;
    data = new ArrayWriter(manager, new Shape(batch, 3, size, size));
    readers =
        heads.valuesPerImage().stream().map(values -> new ArrayReader(batch * values)).toList();
  }

  /** Sets the input of one image of the next batch. */
  void put(int image, float[] planes) {
    data.put(image * planes.length, planes);
  }

  /**
   * Runs the graph. Returns its outputs in the layout of {@link JoinedHeads}; they are valid until
   * the next run.
   */
  List<float[]> run() {
    List<float[]> results = new ArrayList<>(readers.size());
    weights.lock();
    try (NDList outputs = graph.forward(List.of(data.array()), false)) {
      for (int map = 0; map < readers.size(); map++) {
        results.add(readers.get(map).read(outputs.get(map)));
      }
    } finally {
      weights.unlock();
    }
    return results;
  }
}
