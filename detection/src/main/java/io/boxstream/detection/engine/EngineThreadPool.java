package io.boxstream.detection.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The threads that call the engine. Idle threads are reused before new ones are started, so the
 * pool has as many threads as were ever borrowed at the same time.
 */
final class EngineThreadPool {
  /** The pool of the process. MXNet too exists once per process. */
  static final EngineThreadPool OF_PROCESS = new EngineThreadPool();

  private final Queue<EngineThread> idle =
      new PriorityQueue<>(Comparator.comparingInt(EngineThread::number));
  private int started;

  /** Takes threads for exclusive use. Never blocks: starts those that are missing. */
  synchronized List<EngineThread> take(int count) {
    List<EngineThread> taken = new ArrayList<>(count);
    while (taken.size() < count) {
      taken.add(idle.isEmpty() ? new EngineThread(started++) : idle.remove());
    }
    return taken;
  }

  /** Makes threads available to others. Tasks submitted before run first. */
  synchronized void putBack(List<EngineThread> threads) {
    idle.addAll(threads);
  }

  /** The number of threads. */
  synchronized int size() {
    return started;
  }
}
