package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.consume.Backoff;
import io.boxstream.ingest.content.LogUnreadableException;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.intake.LogUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Retries work with backoff while Kafka or the store is unavailable or the disk is full, until it
 * succeeds or the policy is stopped. Other failures are rethrown. The work of several threads
 * shares the delays: failures in the same round count once.
 */
public final class RetryPolicy {

  private static final Logger LOG = System.getLogger(RetryPolicy.class.getName());

  private final Backoff backoff;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private int failures;
  private long nextRound = System.nanoTime();
  private int round;
  private boolean stopping;

  /**
   * @param backoff delays between attempts
   */
  public RetryPolicy(Backoff backoff) {
    this.backoff = requireNonNull(backoff, "backoff");
  }

  /** Whether a failure is retriable. */
  public static boolean passes(RuntimeException failure) {
    return failure instanceof LogUnavailableException
        || failure instanceof LogUnreadableException
        || failure instanceof StoreUnavailableException
        || failure instanceof DiskFullException;
  }

  /**
   * Runs the work in the calling thread.
   *
   * @throws StoppedException if the policy is stopped before the work succeeded
   */
  public void until(Runnable work) {
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
   * Waits until work may be attempted.
   *
   * @return the round of the attempt
   * @throws StoppedException if the policy is stopped
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

  /** Records a failure in a round. The next round starts after a delay. */
  synchronized void failed(int failedRound, RuntimeException failure) {
    if (failedRound != round) {
      return;
    }
    failures++;
    Duration wait = backoff.delay(failures, random);
    LOG.log(Level.WARNING, "retrying in {0} ms: {1}", wait.toMillis(), failure.getMessage());
    round++;
    nextRound = System.nanoTime() + wait.toNanos();
  }

  /** Records a success in a round and resets the backoff. */
  synchronized void succeeded(int succeededRound) {
    if (succeededRound == round) {
      failures = 0;
    }
  }

  /** Whether it was stopped. */
  public synchronized boolean isStopping() {
    return stopping;
  }

  /** Lets all work in progress end with {@link StoppedException}. */
  public synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private long left() {
    return nextRound - System.nanoTime();
  }

  /** The service stops. The work continues after the next start. */
  public static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the service stops");
    }
  }
}
