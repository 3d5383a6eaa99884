package io.boxstream.detection.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.Map;

/** Makes serving graphs of one network on one set of arrays. The manager owns all of them. */
final class HeadsGraphs {
  private final NDManager manager;
  private final NetworkGraph graph;
  private final int inputSize;
  private final Map<String, NDArray> arrays;

  /**
   * @param graph the serving graph
   * @param inputSize side of the input in pixels
   * @param stored the network's arrays as files hold them
   */
  HeadsGraphs(
      NDManager manager, NetworkGraph graph, int inputSize, Map<String, ParameterArray> stored) {
    this.manager = manager;
    this.graph = graph;
    this.inputSize = inputSize;
    this.arrays = EngineArrays.upload(manager, ServedArrays.of(graph, stored));
  }

  /**
   * A graph that has run once. One after the other, because in its first run the engine rearranges
   * the weights, which are shared, for its kernels.
   */
  synchronized HeadsGraph forBatchesOf(int pictures) {
    BoundGraph bound = new BoundGraph(manager, graph, arrays, true);
    HeadsGraph planned = new HeadsGraph(manager, bound, pictures, inputSize);
    planned.run();
    return planned;
  }
}
