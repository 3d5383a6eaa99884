package io.boxstream.ingest.content;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.catalog.RecordAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single records of a topic by their address, with a bounded number of consumers that are
 * reused. Thread-safe.
 */
public final class RecordReader implements AutoCloseable {

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration timeout;
  private final Semaphore permits;
  private final Deque<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * @param topic the topic
   * @param consumers creates a consumer without a group that fetches little at once
   * @param most maximum number of records that are read at the same time
   * @param timeout for one record
   */
  public RecordReader(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, int most, Duration timeout) {
    this.topic = requireNonNull(topic, "topic");
    this.consumers = requireNonNull(consumers, "consumers");
    this.timeout = requireNonNull(timeout, "timeout");
    this.permits = new Semaphore(most);
  }

  /**
   * Reads a record.
   *
   * @return empty if the record is no longer on the topic
   * @throws LogUnreadableException if the broker does not respond in time
   */
  public Optional<ConsumerRecord<byte[], byte[]>> read(RecordAddress address) {
    long end = System.nanoTime() + timeout.toNanos();
    acquire();
    try {
      return readWith(borrow(), address, end);
    } catch (KafkaException e) {
      throw new LogUnreadableException(
          "Kafka did not return " + described(address) + ": " + e.getMessage(), e);
    } finally {
      permits.release();
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> readWith(
      Consumer<byte[], byte[]> consumer, RecordAddress address, long end) {
    boolean usable = false;
    try {
      Optional<ConsumerRecord<byte[], byte[]>> record = poll(consumer, address, end);
      usable = true;
      return record;
    } finally {
      if (usable && !closed) {
        idle.push(consumer);
      } else {
        consumer.close(Duration.ZERO);
      }
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> consumer, RecordAddress address, long end) {
    TopicPartition partition = new TopicPartition(topic, address.partition());
    consumer.assign(List.of(partition));
    consumer.seek(partition, address.offset());
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new LogUnreadableException(
            "Kafka did not return " + described(address) + " in " + timeout.toMillis() + " ms",
            null);
      }
      ConsumerRecords<byte[], byte[]> records;
      try {
        records = consumer.poll(Duration.ofNanos(left));
      } catch (OffsetOutOfRangeException e) {
        return Optional.empty();
      }
      if (!records.isEmpty()) {
        return Optional.of(records.iterator().next())
            .filter(record -> record.offset() == address.offset());
      }
      if (consumer.position(partition) > address.offset()) {
        return Optional.empty();
      }
    }
  }

  private String described(RecordAddress address) {
    return "the record of %s, partition %d, offset %d"
        .formatted(topic, address.partition(), address.offset());
  }

  private Consumer<byte[], byte[]> borrow() {
    Consumer<byte[], byte[]> consumer = idle.poll();
    return consumer == null ? consumers.get() : consumer;
  }

  private void acquire() {
    try {
      if (permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LogUnreadableException("too many records of " + topic + " are being read", null);
  }

  @Override
  public void close() {
    closed = true;
    for (Consumer<byte[], byte[]> consumer = idle.poll();
        consumer != null;
        consumer = idle.poll()) {
      consumer.close(Duration.ZERO);
    }
  }
}
