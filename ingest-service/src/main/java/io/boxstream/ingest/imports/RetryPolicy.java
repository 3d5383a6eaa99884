package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.ingest.intake.LogUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats work for as long as the log or the store is away, with growing waits, until it succeeds
 * or is told to stop. Only their absence is waited for: any other failure is the work's own.
 */
final class RetryPolicy {

  private static final Logger LOG = System.getLogger(RetryPolicy.class.getName());

  private final Duration firstWait;
  private final Duration longestWait;
  private final CountDownLatch stop = new CountDownLatch(1);

  RetryPolicy(Duration firstWait, Duration longestWait) {
    this.firstWait = requireNonNull(firstWait, "firstWait");
    this.longestWait = requireNonNull(longestWait, "longestWait");
  }

  /**
   * Does the work.
   *
   * @throws StoppedException where it was told to stop before the work succeeded
   */
  <T> T until(Supplier<T> work) {
    Duration wait = firstWait;
    while (!isStopping()) {
      try {
        return work.get();
      } catch (LogUnavailableException | StoreUnavailableException e) {
        LOG.log(Level.WARNING, "the import waits {0} ms: {1}", wait.toMillis(), e.getMessage());
        pause(wait);
        wait = wait.multipliedBy(2).compareTo(longestWait) > 0 ? longestWait : wait.multipliedBy(2);
      }
    }
    throw new StoppedException();
  }

  boolean isStopping() {
    return stop.getCount() == 0;
  }

  void stop() {
    stop.countDown();
  }

  private void pause(Duration wait) {
    try {
      stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** The service stops; the work goes on in its next life. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the service stops");
    }
  }
}
