package io.boxstream.detection.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** A thread for each replica. */
final class ReplicaThreads implements AutoCloseable {
  private final List<ExecutorService> threads = new ArrayList<>();

  ReplicaThreads(int replicas) {
    for (int replica = 0; replica < replicas; replica++) {
      String name = "replica-" + replica;
      threads.add(
          Executors.newSingleThreadExecutor(
              work -> {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  /**
   * Does the same on every thread at once, and waits until all are done, also after a failure.
   *
   * @param task what to do; its argument is the replica
   * @return the results in the order of the replicas
   * @throws ReplicaException if a task failed; of several failures the first replica's counts
   * @throws IllegalStateException if the threads were ended
   */
  <T> List<T> onEach(IntFunction<T> task) {
    if (threads.get(0).isShutdown()) {
      throw new IllegalStateException("the replicas are closed");
    }
    List<CompletableFuture<T>> futures = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      int replica = i;
      futures.add(CompletableFuture.supplyAsync(() -> task.apply(replica), threads.get(i)));
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

  /** Ends the threads, which are idle: every task was waited for. */
  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
