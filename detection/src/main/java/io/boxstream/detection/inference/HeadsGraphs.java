package io.boxstream.detection.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.network.JoinedHeads;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ServingArrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Creates serving graphs of one network, which share their arrays. The manager owns all of them.
 */
final class HeadsGraphs {
  private final NDManager manager;
  private final NetworkGraph graph;
  private final int inputSize;
  private final JoinedHeads heads;
  private final Map<String, NDArray> arrays;

  /** Guards the shared weights: in a graph's first run the engine reorders them for its kernels. */
  private final ReadWriteLock weights = new ReentrantReadWriteLock();

  /**
   * @param serving the network
   * @param inputSize side of the input in pixels
   * @param heads the layout of its outputs
   * @param stored the network's arrays as stored in files
   */
  HeadsGraphs(
      NDManager manager,
      ServingGraph serving,
      int inputSize,
      JoinedHeads heads,
      Map<String, ParameterArray> stored) {
    this.manager = manager;
    this.graph = serving.graph();
    this.inputSize = inputSize;
    this.heads = heads;
    this.arrays = EngineArrays.upload(manager, ServingArrays.of(serving, stored));
  }

  /** Creates a graph and runs it once while no other graph runs. */
  HeadsGraph forBatchesOf(int images) {
    weights.writeLock().lock();
    try {
      BoundGraph bound = new BoundGraph(manager, graph, arrays, true);
      HeadsGraph planned =
          new HeadsGraph(manager, bound, weights.readLock(), images, inputSize, heads);
      planned.run();
      return planned;
    } finally {
      weights.writeLock().unlock();
    }
  }
}
