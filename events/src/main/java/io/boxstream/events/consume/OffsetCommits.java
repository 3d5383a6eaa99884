package io.boxstream.events.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the offsets of handled records and commits them to the consumer group. Confined to the
 * loop's thread.
 */
final class OffsetCommits {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration interval;
  private final Clock clock;
  private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();

  /** The offset behind the last handled record. */
  private final Map<TopicPartition, Long> reached = new HashMap<>();

  private Instant next = Instant.MIN;
  private boolean underWay;
  private boolean failing;

  OffsetCommits(Consumer<byte[], byte[]> consumer, Duration interval, Clock clock) {
    this.consumer = consumer;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Records were handled.
   *
   * @param records in order
   * @param before records that were read before some of them and are not handled: no offset behind
   *     one of them is committed
   */
  void handled(
      List<ConsumerRecord<byte[], byte[]>> records, List<ConsumerRecord<byte[], byte[]>> before) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      reached.merge(partition(record), record.offset() + 1, Math::max);
    }
    Map<TopicPartition, Long> next = new HashMap<>(reached);
    for (ConsumerRecord<byte[], byte[]> record : before) {
      next.computeIfPresent(
          partition(record), (partition, offset) -> Math.min(offset, record.offset()));
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = partition(record);
      handled.put(partition, new OffsetAndMetadata(next.get(partition)));
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /**
   * Sends a commit if one is due, and does not wait for the broker: the consumer learns of its end
   * in a later poll. One is under way at a time.
   */
  void commitIfDue() {
    if (handled.isEmpty() || underWay || clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(interval);
    underWay = true;
    consumer.commitAsync(
        Map.copyOf(handled),
        (offsets, failure) -> {
          underWay = false;
          if (failure == null) {
            committed(offsets);
          } else {
            failed(failure);
          }
        });
  }

  /**
   * Commits now, and waits for the broker. If the commit fails, the offsets are kept for the next
   * commit and the loop continues. At worst, records are handled again.
   */
  void commit() {
    if (handled.isEmpty()) {
      return;
    }
    try {
      commitOnce();
      handled.clear();
      failing = false;
    } catch (KafkaException failure) {
      failed(failure);
    }
  }

  /** What was handled since then is left for the next commit. */
  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(handled::remove);
    failing = false;
  }

  private void failed(Exception failure) {
    if (!failing) {
      LOG.warn("Failed to commit offsets, retrying: {}", failure.toString());
    }
    failing = true;
  }

  /** A wakeup may be meant for the previous poll and must not prevent the commit. */
  private void commitOnce() {
    try {
      consumer.commitSync(Map.copyOf(handled), TIMEOUT);
    } catch (WakeupException wakeup) {
      consumer.commitSync(Map.copyOf(handled), TIMEOUT);
    }
  }

  void forget(Collection<TopicPartition> partitions) {
    handled.keySet().removeAll(partitions);
    reached.keySet().removeAll(partitions);
  }
}
