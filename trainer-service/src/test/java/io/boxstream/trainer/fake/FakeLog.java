package io.boxstream.trainer.fake;

import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.EventType;
import io.boxstream.events.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A log of one partition per topic, in a list. Can be away. */
public final class FakeLog implements EventPublisher {

  private final EventCodec codec = EventCodec.forService("trainer");
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private boolean away;

  /** Makes every publication fail from now on, or succeed again. */
  public synchronized void setAway(boolean away) {
    this.away = away;
  }

  /** Loses everything that is on it, as one that is restored from a time before. */
  public synchronized void lose() {
    records.clear();
    events.clear();
  }

  /** The events of a class, in the order of publication. */
  public synchronized <T extends Event> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public synchronized CompletableFuture<RecordMetadata> publish(String key, Event event) {
    String topic = EventType.of(event.getClass()).topic();
    CompletableFuture<RecordMetadata> sent = send(codec.toRecord(topic, key, event, Instant.EPOCH));
    if (!sent.isCompletedExceptionally()) {
      events.add(event);
    }
    return sent;
  }

  @Override
  public synchronized CompletableFuture<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record) {
    if (away) {
      return CompletableFuture.failedFuture(new TimeoutException("the broker is away"));
    }
    long offset = records.stream().filter(sent -> sent.topic().equals(record.topic())).count();
    records.add(record);
    return CompletableFuture.completedFuture(
        new RecordMetadata(new TopicPartition(record.topic(), 0), offset, 0, 0, 0, 0));
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return send(codec.tombstone(topic, key, Instant.EPOCH, caller));
  }

  @Override
  public void close() {}

  /** A consumer of what is on the log now. */
  public synchronized Consumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = new HashMap<>();
    for (String topic : List.of(Topics.CHECKPOINTS, Topics.TRAINING_PROGRESS)) {
      byTopic.put(topic, new ArrayList<>());
    }
    for (ProducerRecord<byte[], byte[]> record : records) {
      List<ConsumerRecord<byte[], byte[]>> partition =
          byTopic.computeIfAbsent(record.topic(), topic -> new ArrayList<>());
      partition.add(consumed(record, partition.size()));
    }
    byTopic.forEach(
        (topic, partition) -> {
          TopicPartition only = new TopicPartition(topic, 0);
          consumer.updatePartitions(
              topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
          consumer.updateBeginningOffsets(Map.of(only, 0L));
          consumer.updateEndOffsets(Map.of(only, (long) partition.size()));
        });
    consumer.schedulePollTask(
        () ->
            consumer
                .assignment()
                .forEach(partition -> byTopic.get(partition.topic()).forEach(consumer::addRecord)));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> consumed(
      ProducerRecord<byte[], byte[]> record, long offset) {
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(record.topic(), 0, offset, record.key(), record.value());
    record.headers().forEach(consumed.headers()::add);
    return consumed;
  }
}
