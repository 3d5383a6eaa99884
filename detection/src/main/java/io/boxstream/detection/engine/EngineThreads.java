package io.boxstream.detection.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Threads borrowed to call the engine. The borrower uses them exclusively and returns them with
 * {@link #close}. Every call of MXNet runs on such a thread, because MXNet never frees the memory
 * that it keeps per calling thread: return values, error texts, kernels and their scratch memory.
 * The threads live as long as the process and are reused, so there are as many as were ever
 * borrowed at the same time.
 *
 * <p>Tasks of one thread run in the order of their submission. A failed task fails its future and
 * not the thread. Interrupting a caller that is waiting for a task does not interrupt the task.
 *
 * <p>A task on one of these threads may borrow other threads and wait for them, since borrowing
 * never blocks. It may also call its own thread, which runs the new task at once. Tasks must not
 * wait for each other in a cycle.
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

  /** Runs a task on any thread that may call the engine, and waits for its result. */
  static <T> T callOnce(Supplier<T> task) {
    try (EngineThreads threads = new EngineThreads(EngineThreadPool.OF_PROCESS, 1)) {
      return threads.call(0, task);
    }
  }

  /** The number of threads. */
  public int count() {
    return threads.size();
  }

  /**
   * Runs a task on a thread, after the tasks submitted to it earlier.
   *
   * @param thread its index, from 0
   * @throws IllegalStateException if the threads were returned
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
   * Runs a task on a thread, and waits for its result.
   *
   * @param thread its index, from 0
   * @throws RuntimeException the exception that the task throws
   * @throws IllegalStateException if the threads were returned
   */
  public <T> T call(int thread, Supplier<T> task) {
    return await(submit(thread, task));
  }

  /** Runs a task without a result on a thread, and waits for it. */
  public void run(int thread, Runnable task) {
    await(submit(thread, task));
  }

  /** Runs a task without a result on a thread, after the tasks submitted to it earlier. */
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
   * @throws RuntimeException the exception that the task throws
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

  /** Returns the threads. They still run the tasks that were already submitted. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.putBack(threads);
    }
  }
}
