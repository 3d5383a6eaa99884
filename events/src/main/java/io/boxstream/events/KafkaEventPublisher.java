package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Publishes through a Kafka producer, which it owns and closes. Thread-safe. */
public final class KafkaEventPublisher implements EventPublisher {
  private final RenewedProducer producer;
  private final EventCodec codec;
  private final Clock clock;

  /**
   * Creates a publisher.
   *
   * @param producers opens the producer, and another one when the broker has refused that
   */
  public KafkaEventPublisher(
      Supplier<Producer<byte[], byte[]>> producers, EventCodec codec, Clock clock) {
    this.producer = new RenewedProducer(producers, clock);
    this.codec = requireNonNull(codec, "codec");
    this.clock = requireNonNull(clock, "clock");
  }

  /** A publisher for one service such as {@code ingest}. */
  public static KafkaEventPublisher connect(KafkaSettings settings, String service) {
    return new KafkaEventPublisher(
        () -> KafkaClients.producer(settings, "boxstream-" + service),
        EventCodec.forService(service),
        Clock.systemUTC());
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    try {
      send(producer.get(), record, acknowledged);
    } catch (KafkaException failure) {
      acknowledged.completeExceptionally(translate(record.topic(), failure));
    }
    return acknowledged;
  }

  private void send(
      Producer<byte[], byte[]> used,
      ProducerRecord<byte[], byte[]> record,
      CompletableFuture<RecordMetadata> acknowledged) {
    String topic = record.topic(); // the producer has a copy, so the callback must not retain one
    try {
      Future<RecordMetadata> unused = // the callback gets the same result without blocking
          used.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  producer.acknowledged();
                  acknowledged.complete(metadata);
                } else {
                  producer.failed(used, failure);
                  acknowledged.completeExceptionally(translate(topic, failure));
                }
              });
    } catch (KafkaException failure) {
      producer.failed(used, failure);
      throw failure;
    }
  }

  @Override
  public CompletableFuture<RecordMetadata> publish(String key, Event event) {
    String topic = EventType.of(event.getClass()).topic();
    return sendTraced(codec.toRecord(topic, key, event, clock.instant()));
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return sendTraced(codec.tombstone(topic, key, clock.instant(), caller));
  }

  private CompletableFuture<RecordMetadata> sendTraced(ProducerRecord<byte[], byte[]> record) {
    TraceContext.current().ifPresent(trace -> trace.write(record.headers()));
    return send(record);
  }

  /**
   * The number of records that were sent again since this publisher connected, because the broker
   * did not respond or responded with a retriable error. A record that never succeeds also fails
   * its future.
   */
  public double retries() {
    return producer.current().metrics().entrySet().stream()
        .filter(entry -> entry.getKey().group().equals("producer-metrics"))
        .filter(entry -> entry.getKey().name().equals("record-retry-total"))
        .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
        .sum();
  }

  @Override
  public void close() {
    producer.close();
  }

  /** The exception that a producer's exception stands for. */
  static EventException translate(String topic, Exception failure) {
    return failure instanceof RecordTooLargeException
        ? new RecordTooLargeForTopicException(topic, failure)
        : new PublishException(topic, failure);
  }
}
