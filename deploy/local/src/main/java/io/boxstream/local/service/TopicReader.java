package io.boxstream.local.service;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads whole topics, in no group, from their beginning or from now on. Used by one thread; it
 * holds one poll's records at a time.
 */
public final class TopicReader implements AutoCloseable {

  private static final int RECORDS_PER_POLL = 64;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /** Everything that is on the topics, and what comes. */
  public static TopicReader fromBeginning(KafkaSettings kafka, String... topics) {
    TopicReader reader = assigned(kafka, topics);
    reader.consumer.seekToBeginning(reader.partitions);
    return reader;
  }

  /** What comes after this call has returned. */
  public static TopicReader fromNow(KafkaSettings kafka, String... topics) {
    TopicReader reader = assigned(kafka, topics);
    reader.consumer.endOffsets(reader.partitions).forEach(reader.consumer::seek);
    return reader;
  }

  private static TopicReader assigned(KafkaSettings kafka, String... topics) {
    Objects.requireNonNull(kafka, "kafka");
    Consumer<byte[], byte[]> consumer =
        KafkaClients.assignedConsumer(kafka, "boxstream-local", RECORDS_PER_POLL);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
    }
    consumer.assign(partitions);
    return new TopicReader(consumer, List.copyOf(partitions));
  }

  /** The next records, none if none came within that time. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration longest) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(longest).forEach(records::add);
    return records;
  }

  /** Where the log ends now; {@link #hasReached} says when all before it was read. */
  public Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /** Whether every record before those offsets was handed out. */
  public boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
