package io.boxstream.events.consume;

import io.boxstream.events.Event;
import io.boxstream.events.EventPublisher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Keeps what is sent; refuses the first records if it is told to. */
final class RecordingPublisher implements EventPublisher {
  private final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals;

  RecordingPublisher() {
    this(0);
  }

  RecordingPublisher(int refusals) {
    this.refusals = new AtomicInteger(refusals);
  }

  List<ProducerRecord<byte[], byte[]>> sent() {
    return sent;
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    if (refusals.getAndDecrement() > 0) {
      return CompletableFuture.failedFuture(new TimeoutException("no broker"));
    }
    sent.add(record);
    TopicPartition partition = new TopicPartition(record.topic(), 0);
    return CompletableFuture.completedFuture(
        new RecordMetadata(partition, sent.size() - 1L, 0, 0, 0, 0));
  }

  @Override
  public CompletableFuture<RecordMetadata> publish(String key, Event event) {
    throw new UnsupportedOperationException("the loop publishes records only");
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    throw new UnsupportedOperationException("the loop publishes records only");
  }

  @Override
  public void close() {}
}
