package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Checks that a store fulfils the contract of {@link ObjectStore#putIfAbsent}. Several writers race
 * for new keys, and the probe counts the winners. Some stores let two writers win. On such a store
 * a model could be promoted twice, so a service that promotes models runs the probe first.
 */
public final class ConditionalWriteProbe {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 10;

  private final ObjectStore store;

  public ConditionalWriteProbe(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Runs the probe on a few keys under {@code probes/} and removes them afterwards.
   *
   * @throws UnsafeStoreException if a round had more than one winner, or the object is not the
   *     winner's
   * @throws StoreUnavailableException if the store does not respond
   */
  public void check() {
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        checkRound(executor, "probes/" + UUID.randomUUID());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void checkRound(ExecutorService executor, String key) {
    List<Integer> winners = race(executor, key);
    String kept = new String(store.get(key), StandardCharsets.UTF_8);
    store.delete(key);
    if (winners.size() > 1) {
      throw new UnsafeStoreException(
          "the store let " + winners.size() + " writers create the same object; it cannot be used");
    }
    // No winner means that a response was lost. The object belongs to one of the writers, and none
    // of them acts on it.
    if (winners.size() == 1 && !kept.equals(content(winners.get(0)))) {
      throw new UnsafeStoreException(
          "the store reported one writer as the first, but kept the object of another one");
    }
  }

  private List<Integer> race(ExecutorService executor, String key) {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Future<Boolean>> writes = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      byte[] content = content(writer).getBytes(StandardCharsets.UTF_8);
      Callable<Boolean> write =
          () -> {
            start.await();
            return store.putIfAbsent(key, content);
          };
      writes.add(executor.submit(write));
    }
    List<Integer> winners = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      if (result(writes.get(writer))) {
        winners.add(writer);
      }
    }
    return winners;
  }

  private static String content(int writer) {
    return "writer " + writer;
  }

  private static boolean result(Future<Boolean> write) {
    try {
      return write.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ArtifactException failure) {
        throw failure;
      }
      throw new IllegalStateException("the probe failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while probing the store", e);
    }
  }
}
