package io.boxstream.detection.training;

import io.boxstream.detection.engine.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A thread for each replica. Owns the borrowed threads. */
final class ReplicaThreads implements AutoCloseable {
  private final EngineThreads threads;

  /**
   * @param threads one for each replica
   */
  ReplicaThreads(EngineThreads threads) {
    this.threads = threads;
  }

  /**
   * Does something on one replica's thread, and waits for it.
   *
   * @throws RuntimeException what the task throws
   * @throws IllegalStateException if the threads were returned
   */
  <T> T call(int replica, Supplier<T> task) {
    return threads.call(replica, task);
  }

  /** The same for a task without a result. */
  void run(int replica, Runnable task) {
    threads.run(replica, task);
  }

  /**
   * Does the same on every thread at once, and waits until all are done, also after a failure.
   *
   * @param task what to do; its argument is the replica
   * @return the results in the order of the replicas
   * @throws ReplicaException if a task failed; of several failures the first replica's counts
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

  /** The same for a task without a result. */
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
