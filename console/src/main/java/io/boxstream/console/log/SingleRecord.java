package io.boxstream.console.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * One record of the log.
 *
 * @param partition where it is
 * @param offset its offset
 */
public record SingleRecord(TopicPartition partition, long offset)
    implements LogReader.Read<Optional<ConsumerRecord<byte[], byte[]>>> {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Reads it; empty if it is not on the topic, or no longer. */
  @Override
  public Optional<ConsumerRecord<byte[], byte[]>> with(Consumer<byte[], byte[]> consumer) {
    if (!Partitions.of(consumer, partition.topic()).contains(partition)) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(500));
        if (!records.isEmpty()) {
          return Optional.of(records.iterator().next()).filter(one -> one.offset() == offset);
        }
      } catch (OffsetOutOfRangeException gone) {
        return Optional.empty();
      }
      if (consumer.position(partition) > offset) {
        return Optional.empty();
      }
    }
    throw new LogUnavailableException(
        "the record %s-%d was not read in %s".formatted(partition, offset, TIMEOUT));
  }
}
