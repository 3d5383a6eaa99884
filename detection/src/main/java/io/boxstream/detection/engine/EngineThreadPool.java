package io.boxstream.detection.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The threads that call the engine. There are as many as were ever borrowed at once: a thread that
 * is given back is lent again before another one is started.
 */
final class EngineThreadPool {
  /** MXNet is loaded once in a process, and so are its threads. */
  static final EngineThreadPool OF_PROCESS = new EngineThreadPool();

  private final Queue<EngineThread> idle =
      new PriorityQueue<>(Comparator.comparingInt(EngineThread::number));
  private int started;

  /** Threads for one borrower alone, never waited for. */
  synchronized List<EngineThread> take(int count) {
    List<EngineThread> taken = new ArrayList<>(count);
    while (taken.size() < count) {
      taken.add(idle.isEmpty() ? new EngineThread(started++) : idle.remove());
    }
    return taken;
  }

  /** Makes threads available to others, who wait for what was asked of them before. */
  synchronized void giveBack(List<EngineThread> threads) {
    idle.addAll(threads);
  }

  /** How many there are. */
  synchronized int size() {
    return started;
  }
}
