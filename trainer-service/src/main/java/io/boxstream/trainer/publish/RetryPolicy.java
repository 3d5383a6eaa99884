package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreRefusedException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.PublishException;
import io.boxstream.events.consume.Backoff;
import io.boxstream.trainer.run.StopSignal;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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

  private final Backoff backoff;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * @param backoff how long to wait between two tries
   */
  public RetryPolicy(Backoff backoff) {
    this.backoff = requireNonNull(backoff, "backoff");
  }

  /**
   * Tries until it works.
   *
   * @param what the action in words, for the log
   * @param stop gives up when it is raised
   * @throws StopRequestedException if the signal was raised before it worked
   */
  public <T> T until(String what, StopSignal stop, Supplier<T> action) {
    for (int failures = 1; ; failures++) {
      if (stop.isRaised()) {
        throw new StopRequestedException(what);
      }
      Duration wait = backoff.delay(failures, random);
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
}
