package io.boxstream.ingest.intake;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads of work that outlives the call which began it. The producer's own thread must not do that
 * work: it would hold up every record.
 */
public final class IntakeThreads implements AutoCloseable {

  /** Enough for a store that takes its time, few enough for one on the same machine. */
  private static final int BLOCKING = 8;

  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService acknowledgements =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "acknowledgements"));
  private final ExecutorService blocking =
      Executors.newFixedThreadPool(BLOCKING, work -> new Thread(work, "intake-blocking"));

  /** One thread that does what an acknowledgement brings: short work, no waiting for others. */
  Executor acknowledgements() {
    return acknowledgements;
  }

  /** Threads that may wait for the object store. */
  public Executor blocking() {
    return blocking;
  }

  /** Ends what was begun, for a while. */
  @Override
  public void close() {
    blocking.shutdown();
    acknowledgements.shutdown();
    try {
      boolean unused =
          blocking.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
              && acknowledgements.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
