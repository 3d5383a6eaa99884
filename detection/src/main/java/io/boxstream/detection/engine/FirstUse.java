package io.boxstream.detection.engine;

import java.util.function.Supplier;

/**
 * A kind of work that runs alone the first time in a process. MXNet creates tables of operator
 * attributes when they are first read, and a second thread that reads one at that moment can find
 * it empty and fail with "The any container is empty" ({@code nnvm::Op::GetAttr} reads without a
 * lock). After one successful run the tables exist, and threads no longer wait for each other.
 */
public final class FirstUse {
  private static final Object ANY_KIND = new Object();

  private volatile boolean done;

  /** Runs the work. Until it has succeeded once, no other first use runs at the same time. */
  public <T> T call(Supplier<T> work) {
    if (!done) {
      synchronized (ANY_KIND) {
        if (!done) {
          T result = work.get();
          done = true;
          return result;
        }
      }
    }
    return work.get();
  }

  /** As {@link #call}, for work without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }
}
