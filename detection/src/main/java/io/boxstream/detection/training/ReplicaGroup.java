package io.boxstream.detection.training;

import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.engine.NativeHeap;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * The replicas of a network, which are trained together. Each runs on its own thread; all run the
 * same phase of a step in parallel. Owns the replicas and the optimizer state. If a replica fails,
 * the group closes all of them, because their arrays may belong to different steps.
 */
final class ReplicaGroup implements AutoCloseable {
  private final EngineRuntime runtime;
  private final List<Replica> replicas;
  private final List<ArrayUpdates> updates = new ArrayList<>();
  private final ReplicaThreads threads;
  private List<BatchShare> shares = List.of();
  private boolean closed;

  /**
   * Creates a group of replicas that hold the same parameters.
   *
   * @param threads one for each replica; closed with the group, or if this constructor fails
   * @param replicas each created on its thread; closed with the group, or if this constructor fails
   * @param optimizerState a saved state; empty to start without one
   * @param exchange adds the gradients of other processes
   */
  ReplicaGroup(
      EngineRuntime runtime,
      ReplicaThreads threads,
      List<Replica> replicas,
      OptimizerSettings settings,
      Map<String, ParameterArray> optimizerState,
      GradientExchange exchange) {
    this.runtime = runtime;
    this.replicas = List.copyOf(replicas);
    this.threads = threads;
    try {
      for (int i = 0; i < replicas.size(); i++) {
        int owner = i;
        updates.add(
            threads.call(
                owner,
                () -> new ArrayUpdates(settings, this.replicas, owner, optimizerState, exchange)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Computes the losses of a batch.
   *
   * @param batch a share for each replica
   * @return for each replica, each image's cross entropy, then each image's smooth L1
   * @throws StepFailedException if a replica failed; the group is then closed
   */
  List<float[]> forward(List<BatchShare> batch) {
    shares = batch;
    return onEach(replica -> replicas.get(replica).forward(batch.get(replica)));
  }

  /**
   * Computes the gradients.
   *
   * @throws StepFailedException if a replica failed; the group is then closed
   */
  void backward() {
    run(replica -> replicas.get(replica).backward());
  }

  /** Abandons a step whose losses are not finite. */
  void abandon() {
    run(replica -> replicas.get(replica).abandon());
  }

  /**
   * Updates the trained arrays of all replicas from the sum of the gradients. Afterwards they are
   * equal.
   *
   * @throws StepFailedException if a replica failed; the group is then closed
   */
  void update(double learningRate) {
    run(replica -> updates.get(replica).run(learningRate));
  }

  private void run(IntConsumer task) {
    onEach(
        replica -> {
          task.accept(replica);
          return replica;
        });
  }

  private <T> List<T> onEach(IntFunction<T> task) {
    try {
      return threads.onEach(task);
    } catch (ReplicaException e) {
      StepFailedException failure =
          new StepFailedException(e.replica(), shares.get(e.replica()).imageIds(), e);
      try {
        close();
      } catch (RuntimeException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  /** Copies of the first replica's arrays; only running statistics differ between replicas. */
  Map<String, ParameterArray> parameters() {
    return threads.call(0, replicas.get(0)::download);
  }

  /** The complete optimizer state. */
  Map<String, ParameterArray> optimizerState() {
    Map<String, ParameterArray> state = new LinkedHashMap<>();
    for (int owner = 0; owner < updates.size(); owner++) {
      state.putAll(threads.call(owner, updates.get(owner)::state));
    }
    return state;
  }

  /** Frees all arrays in the engine, and returns the threads and the memory. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (threads) {
      try {
        threads.run(0, runtime::awaitIdle);
      } finally {
        threads.run(replica -> replicas.get(replica).close());
      }
    }
    NativeHeap.trim();
  }
}
