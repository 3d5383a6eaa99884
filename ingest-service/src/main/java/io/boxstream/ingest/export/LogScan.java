package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.content.LogUnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to the end that it has now, one partition after the other. */
final class LogScan {

  private static final Duration ROUND = Duration.ofSeconds(1);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration timeout;

  /**
   * @param topic the topic
   * @param consumers creates a consumer without a group
   * @param timeout how long the broker may return nothing
   */
  LogScan(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Duration timeout) {
    this.topic = requireNonNull(topic, "topic");
    this.consumers = requireNonNull(consumers, "consumers");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  /** Handles a record. */
  interface Visitor {

    /** Called for each record, in the order of its partition. */
    void visit(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /**
   * Reads all records.
   *
   * @throws LogUnreadableException if the broker does not respond in time
   */
  void run(Visitor visitor) throws IOException {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      // Without an assignment, the client logs a warning about these partitions.
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, begins.get(partition));
        run(consumer, partition, ends.get(partition), visitor);
      }
    } catch (KafkaException e) {
      throw new LogUnreadableException("Kafka did not return records of " + topic, e);
    }
  }

  private void run(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, Visitor visitor)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (consumer.position(partition) < end) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(ROUND);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < end) {
          visitor.visit(record);
        }
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + timeout.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new LogUnreadableException("Kafka returned no records of " + partition, null);
      }
    }
  }
}
