package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Threads that process the items of a list. A thread starts an item and continues with the next
 * one. The item ends later, when its record is acknowledged. Items that fail because Kafka or the
 * store is unavailable or the disk is full are retried.
 */
final class ImportWorkers implements AutoCloseable {

  /** How long a stop waits for acknowledgements. The journal covers missing acknowledgements. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than the producer tries to send a record. */
  private static final Duration LONGEST_FLIGHT = Duration.ofMinutes(3);

  private final ImportConcurrency concurrency;
  private final RetryPolicy retryPolicy;
  private final ExecutorService threads;
  private volatile ImportWindow current;

  ImportWorkers(ImportConcurrency concurrency, RetryPolicy retryPolicy) {
    this.concurrency = requireNonNull(concurrency, "concurrency");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.threads =
        Executors.newFixedThreadPool(
            concurrency.workers(), work -> new Thread(work, "import-worker"));
  }

  /**
   * Processes a list and returns when all items have ended.
   *
   * @param items item numbers
   * @param bytes size of an item while it is in flight
   * @param work starts an item
   * @param cancelled whether to start no further items and return when those in flight have ended
   * @throws RetryPolicy.StoppedException if the service stops before all items have ended
   */
  void run(
      int[] items,
      IntToLongFunction bytes,
      IntFunction<CompletableFuture<Void>> work,
      BooleanSupplier cancelled) {
    new ListRun(new ImportWindow(items, bytes, concurrency), work, cancelled).run();
  }

  /** Starts no further items. Items in flight may end. */
  void stop() {
    retryPolicy.stop();
    ImportWindow window = current;
    if (window != null) {
      window.close();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private final class ListRun {

    private final ImportWindow window;
    private final IntFunction<CompletableFuture<Void>> work;
    private final BooleanSupplier cancelled;
    private final AtomicReference<RuntimeException> firstFailure = new AtomicReference<>();

    ListRun(
        ImportWindow window, IntFunction<CompletableFuture<Void>> work, BooleanSupplier cancelled) {
      this.window = window;
      this.work = work;
      this.cancelled = cancelled;
    }

    void run() {
      current = window;
      try {
        List<Future<?>> shares = new ArrayList<>();
        for (int worker = 0; worker < concurrency.workers(); worker++) {
          shares.add(threads.submit(this::takeAll));
        }
        for (Future<?> share : shares) {
          share.get();
        }
        // The files of a cancelled import are removed, so its items must have ended.
        window.awaitFinished(cancelled.getAsBoolean() ? LONGEST_FLIGHT : STOP_TIMEOUT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(new RetryPolicy.StoppedException());
      } catch (ExecutionException e) {
        fail(new IllegalStateException("an import failed", e.getCause()));
      } finally {
        window.close();
        current = null;
      }
      if (firstFailure.get() != null) {
        throw firstFailure.get();
      }
      if (retryPolicy.isStopping()) {
        throw new RetryPolicy.StoppedException();
      }
    }

    private void takeAll() {
      try {
        for (OptionalInt item = window.take(); item.isPresent(); item = window.take()) {
          if (cancelled.getAsBoolean()) {
            window.again(item.getAsInt());
            window.close();
            return;
          }
          begin(item.getAsInt());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(new RetryPolicy.StoppedException());
      }
    }

    private void begin(int item) {
      int round;
      CompletableFuture<Void> begun;
      try {
        round = retryPolicy.awaitRound();
      } catch (RetryPolicy.StoppedException e) {
        fail(e);
        window.finished(item);
        return;
      }
      try {
        begun = work.apply(item);
      } catch (RuntimeException e) {
        begun = CompletableFuture.failedFuture(e);
      }
      CompletableFuture<Void> unused =
          begun.whenComplete((none, failure) -> ended(item, round, failure));
    }

    private void ended(int item, int round, Throwable failure) {
      if (failure == null) {
        retryPolicy.succeeded(round);
        window.finished(item);
        return;
      }
      RuntimeException cause = unwrapped(failure);
      if (RetryPolicy.passes(cause)) {
        retryPolicy.failed(round, cause);
        window.again(item);
      } else {
        fail(cause);
        window.finished(item);
      }
    }

    private void fail(RuntimeException failure) {
      firstFailure.compareAndSet(null, failure);
      window.close();
    }
  }

  private static RuntimeException unwrapped(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return unwrapped(failure.getCause());
    }
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException("an import failed", failure);
  }
}
