package io.boxstream.ingest.intake;

import io.boxstream.events.PublishException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the log, but not as long as the producer would: somebody waits for an answer. */
final class Acknowledgement {

  private Acknowledgement() {}

  /**
   * What comes of work that ends with an acknowledgement.
   *
   * @throws LogUnavailableException where the log says nothing in time
   */
  static <T> T await(CompletableFuture<T> work, Duration timeout) {
    try {
      return work.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LogUnavailableException(
          "the log has not acknowledged a record within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("stopped while the log had not acknowledged", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  /** Why work failed, as its caller knows it. */
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
