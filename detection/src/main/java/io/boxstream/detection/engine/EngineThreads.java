package io.boxstream.detection.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Threads that are borrowed to call the engine, for one borrower alone until they are given back by
 * closing. Everything that calls MXNet runs on such threads, because MXNet never frees what it
 * keeps for a thread: graphs' buffers, error texts, kernels and their scratch memory. They live as
 * long as the process and are lent again, so that their number is that of the largest demand.
 *
 * <p>Tasks of one thread run in the order in which they were submitted. A task that fails fails its
 * future only. An interrupt of a thread that waits for a task does not reach the task.
 *
 * <p>A task on one of these threads may borrow others and wait for them: borrowing never waits. It
 * may also call its own thread, which runs the task at once. Tasks must not wait for each other in
 * a circle.
 */
public final class EngineThreads implements AutoCloseable {
  private final EngineThreadPool pool;
  private final List<EngineThread> threads;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Borrows threads. */
  EngineThreads(EngineThreadPool pool, int count) {
    this.pool = pool;
    this.threads = pool.take(count);
  }

  /** Runs something on a thread that may call the engine, and waits for its result. */
  static <T> T callOnce(Supplier<T> task) {
    try (EngineThreads threads = new EngineThreads(EngineThreadPool.OF_PROCESS, 1)) {
      return threads.call(0, task);
    }
  }

  /** How many there are. */
  public int count() {
    return threads.size();
  }

  /**
   * Runs something on a thread, after what it was asked for before.
   *
   * @param thread its index, from 0
   * @throws IllegalStateException if the threads were given back
   */
  public <T> CompletableFuture<T> submit(int thread, Supplier<T> task) {
    if (closed.get()) {
      throw new IllegalStateException("the engine's threads are closed");
    }
    EngineThread runner = threads.get(thread);
    return CompletableFuture.supplyAsync(
        task, runner.isCurrent() ? Runnable::run : runner::execute);
  }

  /**
   * Runs something on a thread, and waits for its result.
   *
   * @param thread its index, from 0
   * @throws RuntimeException what the task throws
   * @throws IllegalStateException if the threads were given back
   */
  public <T> T call(int thread, Supplier<T> task) {
    return await(submit(thread, task));
  }

  /** The same for a task without a result. */
  public void run(int thread, Runnable task) {
    await(submit(thread, task));
  }

  /** The same for a task without a result. */
  public CompletableFuture<Void> submit(int thread, Runnable task) {
    return submit(
        thread,
        () -> {
          task.run();
          return null;
        });
  }

  /**
   * Waits for a task.
   *
   * @throws RuntimeException what the task throws
   */
  public static <T> T await(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Gives the threads back. What they were asked for before is still done. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.giveBack(threads);
    }
  }
}
