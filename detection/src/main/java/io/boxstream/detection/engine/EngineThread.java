package io.boxstream.detection.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread that calls the engine. It works on one task after the other and never ends: what the
 * engine keeps for a thread is not freed when the thread ends. Neither a failed task nor an
 * interrupt ends it.
 */
final class EngineThread {
  private final int number;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Starts a thread with that number in its name. */
  EngineThread(int number) {
    this.number = number;
    // A thread that lives as long as the process must not keep what the first caller has bound to
    // its own: neither inheritable thread locals nor its context class loader.
    thread = new Thread(null, this::work, "engine-" + number, 0, false);
    thread.setContextClassLoader(EngineThread.class.getClassLoader());
    thread.setDaemon(true);
    thread.start();
  }

  int number() {
    return number;
  }

  /** Whether the calling thread is this one. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /**
   * Adds a task.
   *
   * @param task keeps its failure to itself
   */
  void execute(Runnable task) {
    tasks.add(task);
  }

  private void work() {
    while (true) {
      try {
        tasks.take().run();
      } catch (InterruptedException e) {
        // Nobody waits for this thread to end.
      }
      Thread.interrupted();
    }
  }
}
