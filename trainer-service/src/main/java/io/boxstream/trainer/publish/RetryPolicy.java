package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreRefusedException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.PublishException;
import io.boxstream.trainer.run.StopSignal;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries actions without limit while the store or broker is unavailable or the disk is full. Other
 * failures are rethrown.
 *
 * <p>A store that refuses the credentials counts as unavailable: an operator can correct them while
 * the trainer waits. A missing file is not retried.
 */
public final class RetryPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);

  private final Duration firstWait;
  private final Duration longestWait;

  /**
   * @param firstWait before the second try; doubles from there
   * @param longestWait cap on one wait
   */
  public RetryPolicy(Duration firstWait, Duration longestWait) {
    this.firstWait = requireNonNull(firstWait, "firstWait");
    this.longestWait = requireNonNull(longestWait, "longestWait");
    if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "waits must be ordered: " + firstWait + ", " + longestWait);
    }
  }

  /**
   * Tries until it works.
   *
   * @param what the action in words, for the log
   * @param stop gives up when it is raised
   * @throws StopRequestedException if the signal was raised before it worked
   */
  public <T> T until(String what, StopSignal stop, Supplier<T> action) {
    Duration wait = firstWait;
    while (true) {
      if (stop.isRaised()) {
        throw new StopRequestedException(what);
      }
      try {
        return action.get();
      } catch (StoreUnavailableException
          | StoreRefusedException
          | PublishException
          | KafkaException failure) {
        warn(wait, what, failure.getMessage());
      } catch (UncheckedIOException failure) {
        if (failure.getCause() instanceof NoSuchFileException) {
          throw failure;
        }
        String reason = failure.getCause().getMessage();
        warn(wait, what, failure.getMessage() + " (" + reason + ")");
      }
      stop.await(wait);
      wait = shorter(wait.multipliedBy(2), longestWait);
    }
  }

  /** As {@link #until(String, StopSignal, Supplier)}, for actions without a result. */
  public void until(String what, StopSignal stop, Runnable action) {
    until(
        what,
        stop,
        () -> {
          action.run();
          return Boolean.TRUE;
        });
  }

  private static void warn(Duration wait, String what, String failure) {
    LOG.warn("Will try again in {} ms to {}: {}", wait.toMillis(), what, failure);
  }

  private static Duration shorter(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }
}
