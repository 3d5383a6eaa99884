package io.boxstream.ingest.intake;

import io.boxstream.events.PublishException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Waits for the log, but not as long as the producer would: somebody waits for an answer. */
final class Acknowledgement {

  private Acknowledgement() {}

  /**
   * What the log says of a record.
   *
   * @throws LogUnavailableException where it says nothing in time
   */
  static RecordMetadata await(CompletableFuture<RecordMetadata> sent, Duration retryPolicy) {
    try {
      return sent.get(retryPolicy.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LogUnavailableException(
          "the log has not acknowledged a record within " + retryPolicy.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("stopped while the log had not acknowledged", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PublishException) {
        throw new LogUnavailableException(e.getCause().getMessage(), e.getCause());
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the producer failed", e.getCause());
    }
  }
}
