package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ConditionalWriteProbe;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.UnsafeStoreException;
import io.boxstream.events.consume.Backoff;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes ready what evaluation needs, in a thread of its own, and for as long as that takes: the
 * bucket, the proof that two writers cannot both win, then the notifications that were lost. Later
 * it publishes notifications again when it is told that one failed.
 */
final class EvaluatorStartup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluatorStartup.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));

  private final ObjectStore store;
  private final Callable<Boolean> missingNotifications;
  private final Runnable firstReading;
  private final Runnable whenSafe;
  private final Runnable whenUnsafe;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Semaphore lost = new Semaphore(0);
  private final Thread thread;
  private volatile State state = State.PREPARING;

  /** What has been found out about the store. */
  enum State {
    PREPARING,
    READY,
    UNSAFE_STORE
  }

  /**
   * @param missingNotifications publishes lost notifications; false when it must be tried again
   * @param firstReading the first reading of the store, tried until it succeeds
   * @param whenSafe called once when the store has passed the probe
   * @param whenUnsafe called once when it has not
   */
  EvaluatorStartup(
      ObjectStore store,
      Callable<Boolean> missingNotifications,
      Runnable firstReading,
      Runnable whenSafe,
      Runnable whenUnsafe) {
    this.store = requireNonNull(store, "store");
    this.missingNotifications = requireNonNull(missingNotifications, "missingNotifications");
    this.firstReading = requireNonNull(firstReading, "firstReading");
    this.whenSafe = requireNonNull(whenSafe, "whenSafe");
    this.whenUnsafe = requireNonNull(whenUnsafe, "whenUnsafe");
    this.thread = new Thread(this::run, "evaluator-startup");
  }

  void start() {
    thread.start();
  }

  State state() {
    return state;
  }

  /** A notification was not acknowledged: compare store and log again. */
  void notificationLost() {
    lost.release();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      untilItWorks("the object store", this::prepareStore);
      state = State.READY;
      whenSafe.run();
      while (true) {
        untilItWorks("the notifications", missingNotifications);
        lost.acquire();
        lost.drainPermits();
      }
    } catch (UnsafeStoreException e) {
      state = State.UNSAFE_STORE;
      LOG.error("The object store cannot be used for promotions", e);
      whenUnsafe.run();
    } catch (InterruptedException e) {
      LOG.debug("EvaluatorStartup was told to stop");
    }
  }

  private boolean prepareStore() {
    store.createBucket();
    new ConditionalWriteProbe(store).check();
    firstReading.run();
    return true;
  }

  private void untilItWorks(String what, Callable<Boolean> attempt) throws InterruptedException {
    for (int failures = 1; !worked(what, attempt); failures++) {
      TimeUnit.MILLISECONDS.sleep(BACKOFF.delay(failures, random).toMillis());
    }
  }

  private static boolean worked(String what, Callable<Boolean> attempt)
      throws InterruptedException {
    try {
      return attempt.call();
    } catch (UnsafeStoreException | InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("Making ready {} failed and is tried again: {}", what, e.toString());
      return false;
    }
  }
}
