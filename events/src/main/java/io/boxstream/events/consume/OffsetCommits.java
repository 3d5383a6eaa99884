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

  void commitIfDue() {
    if (!handled.isEmpty() && !clock.instant().isBefore(next)) {
      commit();
    }
  }

  /**
   * Commits now. If the commit fails, the offsets are kept for the next commit and the loop
   * continues. At worst, records are handled again.
   */
  void commit() {
    if (handled.isEmpty()) {
      return;
    }
    next = clock.instant().plus(interval);
    try {
      commitOnce();
      handled.clear();
    } catch (KafkaException failure) {
      LOG.warn("Failed to commit offsets, will retry: {}", failure.toString());
    }
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
