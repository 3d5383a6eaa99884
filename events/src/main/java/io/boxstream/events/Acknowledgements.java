package io.boxstream.events;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the broker to acknowledge records. */
final class Acknowledgements {
  private Acknowledgements() {}

  static RecordMetadata await(String topic, CompletableFuture<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof EventException known) {
        throw known;
      }
      throw new PublishException(topic, failure.getCause());
    }
  }
}
