package io.boxstream.detection.training;

import io.boxstream.detection.engine.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One thread per replica. Owns the borrowed threads. */
final class ReplicaThreads implements AutoCloseable {
  private final EngineThreads threads;

  /**
   * @param threads one for each replica
   */
  ReplicaThreads(EngineThreads threads) {
    this.threads = threads;
  }

  /**
   * Runs a task on one replica's thread and waits for its result.
   *
   * @throws RuntimeException the exception that the task throws
   * @throws IllegalStateException if the threads were returned
   */
  <T> T call(int replica, Supplier<T> task) {
    return threads.call(replica, task);
  }

  /** Runs a task without a result on one replica's thread and waits for it. */
  void run(int replica, Runnable task) {
    threads.run(replica, task);
  }

  /**
   * Runs a task on all threads in parallel and waits until all are done, even if one fails.
   *
   * @param task the task; its argument is the index of the replica
   * @return the results in the order of the replicas
   * @throws ReplicaException if a task failed; if several failed, for the first replica among them
   * @throws IllegalStateException if the threads were returned
   */
  <T> List<T> onEach(IntFunction<T> task) {
    List<CompletableFuture<T>> futures = new ArrayList<>();
    for (int i = 0; i < threads.count(); i++) {
      int replica = i;
      futures.add(threads.submit(replica, () -> task.apply(replica)));
    }
    List<T> results = new ArrayList<>();
    ReplicaException failure = null;
    for (int replica = 0; replica < futures.size(); replica++) {
      try {
        results.add(futures.get(replica).join());
      } catch (CompletionException e) {
        if (failure == null) {
          failure = new ReplicaException(replica, e.getCause());
        } else {
          failure.addSuppressed(e.getCause());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  /** Runs a task without a result on all threads in parallel. See {@link #onEach}. */
  void run(IntConsumer task) {
    onEach(
        replica -> {
          task.accept(replica);
          return replica;
        });
  }

  /** Returns the threads. They are idle, since the caller waited for every task. */
  @Override
  public void close() {
    threads.close();
  }
}
