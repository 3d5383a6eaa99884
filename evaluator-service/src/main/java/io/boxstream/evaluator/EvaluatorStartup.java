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
 * Prepares the evaluator on its own thread, with retries: creates the bucket, checks that the store
 * honours conditional writes, then publishes missing notifications. Later it publishes
 * notifications again after one has failed.
 */
final class EvaluatorStartup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluatorStartup.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));

  private final ObjectStore store;
  private final Callable<Boolean> missingNotifications;
  private final Runnable initialRead;
  private final Runnable onReady;
  private final Runnable onUnsafeStore;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Semaphore lostNotifications = new Semaphore(0);
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
   * @param initialRead the first reading of the store, tried until it succeeds
   * @param onReady called once when the store has passed the probe
   * @param onUnsafeStore called once when it has not
   */
  EvaluatorStartup(
      ObjectStore store,
      Callable<Boolean> missingNotifications,
      Runnable initialRead,
      Runnable onReady,
      Runnable onUnsafeStore) {
    this.store = requireNonNull(store, "store");
    this.missingNotifications = requireNonNull(missingNotifications, "missingNotifications");
    this.initialRead = requireNonNull(initialRead, "initialRead");
    this.onReady = requireNonNull(onReady, "onReady");
    this.onUnsafeStore = requireNonNull(onUnsafeStore, "onUnsafeStore");
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
    lostNotifications.release();
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
      retryUntilSuccess("the object store", this::prepareStore);
      state = State.READY;
      onReady.run();
      while (true) {
        retryUntilSuccess("the notifications", missingNotifications);
        lostNotifications.acquire();
        lostNotifications.drainPermits();
      }
    } catch (UnsafeStoreException e) {
      state = State.UNSAFE_STORE;
      LOG.error("The object store cannot be used for promotions", e);
      onUnsafeStore.run();
    } catch (InterruptedException e) {
      LOG.debug("Startup was interrupted");
    }
  }

  private boolean prepareStore() {
    store.createBucket();
    new ConditionalWriteProbe(store).check();
    initialRead.run();
    return true;
  }

  private void retryUntilSuccess(String what, Callable<Boolean> attempt)
      throws InterruptedException {
    for (int failures = 1; !succeeds(what, attempt); failures++) {
      TimeUnit.MILLISECONDS.sleep(BACKOFF.delay(failures, random).toMillis());
    }
  }

  private static boolean succeeds(String what, Callable<Boolean> attempt)
      throws InterruptedException {
    try {
      return attempt.call();
    } catch (UnsafeStoreException | InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("Preparing {} failed, retrying: {}", what, e.toString());
      return false;
    }
  }
}
