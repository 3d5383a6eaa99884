package io.boxstream.events;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes events and records to Kafka. A future completes when every in-sync replica has the
 * record. It fails with {@link PublishException} if a retry may succeed, and with {@link
 * RecordTooLargeForTopicException} if not.
 */
public interface EventPublisher extends AutoCloseable {

  /** Publishes a record unchanged. */
  CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record);

  /** Publishes an event on its topic, as part of the {@link TraceContext#current() trace}. */
  CompletableFuture<RecordMetadata> publish(String key, Event event);

  /**
   * Publishes a null value, which removes a key from a compacted topic.
   *
   * @param caller who removes it, for the header {@link EventCodec#CALLER_HEADER}; empty if unknown
   */
  CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller);

  /** Publishes a null value that the service writes by itself. */
  default CompletableFuture<RecordMetadata> publishTombstone(String topic, String key) {
    return publishTombstone(topic, key, Optional.empty());
  }

  /** Publishes an event on its topic and returns when it is acknowledged. */
  default RecordMetadata publishAndWait(String key, Event event) {
    return Acknowledgements.await(EventType.of(event.getClass()).topic(), publish(key, event));
  }

  /** Publishes a record unchanged and returns when it is acknowledged. */
  default RecordMetadata sendAndWait(ProducerRecord<byte[], byte[]> record) {
    return Acknowledgements.await(record.topic(), send(record));
  }

  /** Waits for records in flight, then closes the connection. */
  @Override
  void close();
}
