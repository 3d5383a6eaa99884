package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.consume.Backoff;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.intake.LogUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Repeats work for as long as the log or the store is away or the disk is full, with growing waits,
 * until it succeeds or is told to stop. Any other failure is the work's own. Work of several
 * threads shares the waits: what fails in one round counts once.
 */
final class RetryPolicy {

  private static final Logger LOG = System.getLogger(RetryPolicy.class.getName());

  private final Backoff backoff;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private int failures;
  private long nextRound = System.nanoTime();
  private int round;
  private boolean stopping;

  /**
   * @param backoff how long to wait between two tries
   */
  RetryPolicy(Backoff backoff) {
    this.backoff = requireNonNull(backoff, "backoff");
  }

  /** Whether a failure is one that passes. */
  static boolean passes(RuntimeException failure) {
    return failure instanceof LogUnavailableException
        || failure instanceof StoreUnavailableException
        || failure instanceof DiskFullException;
  }

  /**
   * Does the work in the calling thread.
   *
   * @throws StoppedException where it was told to stop before the work succeeded
   */
  void until(Runnable work) {
    while (true) {
      int current = awaitRound();
      try {
        work.run();
        succeeded(current);
        return;
      } catch (RuntimeException e) {
        if (!passes(e)) {
          throw e;
        }
        failed(current, e);
      }
    }
  }

  /**
   * Waits until work may be tried.
   *
   * @return the round it is tried in
   * @throws StoppedException where it was told to stop
   */
  synchronized int awaitRound() {
    try {
      for (long left = left(); left > 0 && !stopping; left = left()) {
        wait(1 + left / 1_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
    if (stopping) {
      throw new StoppedException();
    }
    return round;
  }

  /** Work of a round failed; the next round begins after a wait. */
  synchronized void failed(int failedRound, RuntimeException failure) {
    if (failedRound != round) {
      return;
    }
    failures++;
    Duration wait = backoff.delay(failures, random);
    LOG.log(Level.WARNING, "the import waits {0} ms: {1}", wait.toMillis(), failure.getMessage());
    round++;
    nextRound = System.nanoTime() + wait.toNanos();
  }

  /** Work of a round succeeded: the next wait is a short one again. */
  synchronized void succeeded(int succeededRound) {
    if (succeededRound == round) {
      failures = 0;
    }
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private long left() {
    return nextRound - System.nanoTime();
  }

  /** The service stops; the work goes on in its next life. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the service stops");
    }
  }
}
