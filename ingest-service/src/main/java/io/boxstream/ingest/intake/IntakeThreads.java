package io.boxstream.ingest.intake;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work that continues after the call that started it. The producer's thread must not
 * run this work, because it would block all other records.
 */
public final class IntakeThreads implements AutoCloseable {

  /** Enough for a slow store, few enough for a store on the same machine. */
  private static final int BLOCKING_THREADS = 8;

  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService acknowledgements =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "acknowledgements"));
  private final ExecutorService blocking =
      Executors.newFixedThreadPool(BLOCKING_THREADS, work -> new Thread(work, "intake-blocking"));

  /**
   * A single thread for work after an acknowledgement. The work must be short and must not block.
   */
  Executor acknowledgements() {
    return acknowledgements;
  }

  /** Threads that may wait for the object store. */
  public Executor blocking() {
    return blocking;
  }

  /** Waits for started work, up to a timeout. */
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
