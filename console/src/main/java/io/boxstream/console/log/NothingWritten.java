package io.boxstream.console.log;

import io.boxstream.events.Event;
import io.boxstream.events.EventPublisher;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The publisher of a reader that rejects no record: it has no dead letters, and no producer. */
public final class NothingWritten implements EventPublisher {

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return refused();
  }

  @Override
  public CompletableFuture<RecordMetadata> publish(String key, Event event) {
    return refused();
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return refused();
  }

  private static CompletableFuture<RecordMetadata> refused() {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("the console writes to no topic"));
  }

  @Override
  public void close() {}
}
