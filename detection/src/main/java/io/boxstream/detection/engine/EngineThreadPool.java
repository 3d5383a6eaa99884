package io.boxstream.detection.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The threads that call the engine. Idle threads are reused before new ones are started, so there
 * are as many as were ever borrowed at once.
 */
final class EngineThreadPool {
  /** One per process, as MXNet itself. */
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

  /** How many there are. */
  synchronized int size() {
    return started;
  }
}
