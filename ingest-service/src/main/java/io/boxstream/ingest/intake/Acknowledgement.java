package io.boxstream.ingest.intake;

import io.boxstream.events.PublishException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for acknowledgements with a shorter timeout than the producer's, because a client waits for
 * the response.
 */
public final class Acknowledgement {

  private Acknowledgement() {}

  /**
   * Waits for work that ends with an acknowledgement and returns its result.
   *
   * @throws LogUnavailableException if the broker does not acknowledge in time
   */
  public static <T> T await(CompletableFuture<T> work, Duration timeout) {
    try {
      return work.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LogUnavailableException(
          "Kafka did not acknowledge a record within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while waiting for an acknowledgement", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  /** Translates the failure of asynchronous work to the exception for its caller. */
  static RuntimeException failure(Throwable cause) {
    if (cause instanceof CompletionException && cause.getCause() != null) {
      return failure(cause.getCause());
    }
    if (cause instanceof PublishException) {
      return new LogUnavailableException(cause.getMessage(), cause);
    }
    if (cause instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException("the producer failed", cause);
  }
}
