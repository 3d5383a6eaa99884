package io.boxstream.detection.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread that calls the engine. It runs one task after the other and never ends, because the
 * engine does not free its memory for a thread that ends. Neither a failed task nor an interrupt
 * ends it.
 */
final class EngineThread {
  private final int number;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Starts a thread with that number in its name. */
  EngineThread(int number) {
    this.number = number;
    // This thread outlives the caller that starts it, so it must not keep that caller's inheritable
    // thread locals or context class loader.
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
   * @param task a task that never throws
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
