package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Notifies a listener of the result of every record. Owns and closes the wrapped publisher. */
public final class ObservedEventPublisher implements EventPublisher {
  private final EventPublisher publisher;
  private final PublishListener listener;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public ObservedEventPublisher(
      EventPublisher publisher, PublishListener listener, LongSupplier nanoTime) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.listener = requireNonNull(listener, "listener");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return observed(record.topic(), () -> publisher.send(record));
  }

  @Override
  public CompletableFuture<RecordMetadata> publish(String key, Event event) {
    return observed(EventType.of(event.getClass()).topic(), () -> publisher.publish(key, event));
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return observed(topic, () -> publisher.publishTombstone(topic, key, caller));
  }

  @Override
  public void close() {
    publisher.close();
  }

  private CompletableFuture<RecordMetadata> observed(
      String topic, Supplier<CompletableFuture<RecordMetadata>> sending) {
    long started = nanoTime.getAsLong();
    CompletableFuture<RecordMetadata> sent = sending.get();
    CompletableFuture<RecordMetadata> unused = // this future would wrap the failure again
        sent.whenComplete(
            (metadata, failure) -> {
              Duration took = Duration.ofNanos(nanoTime.getAsLong() - started);
              if (failure == null) {
                listener.acknowledged(topic, took);
              } else {
                listener.failed(topic, took);
              }
            });
    return sent;
  }
}
