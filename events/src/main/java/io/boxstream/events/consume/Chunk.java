package io.boxstream.events.consume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that are handled by one call, and their state over several attempts. */
final class Chunk {
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Set<Position> rejected = ConcurrentHashMap.newKeySet();
  private final Set<Position> postponed = ConcurrentHashMap.newKeySet();
  private final Set<TopicPartition> abandoned = ConcurrentHashMap.newKeySet();
  private int failures;

  Chunk(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records = List.copyOf(records);
  }

  ConsumerRecord<byte[], byte[]> first() {
    return records.get(0);
  }

  /** Records that are not rejected and still need to be handled. */
  List<ConsumerRecord<byte[], byte[]>> remaining() {
    return owned().stream().filter(record -> !rejected.contains(Position.of(record))).toList();
  }

  /** Called by the worker when the record is on the dead-letter topic. */
  void rejected(ConsumerRecord<byte[], byte[]> record) {
    rejected.add(Position.of(record));
  }

  /** Called by the worker when the letters were dropped. */
  void forgetRejections() {
    rejected.clear();
  }

  /** Called by the worker when the record is left for later. */
  void postponed(ConsumerRecord<byte[], byte[]> record) {
    postponed.add(Position.of(record));
  }

  /** Called by the worker before an attempt, which may postpone others. */
  void forgetPostponed() {
    postponed.clear();
  }

  /** Whether the latest attempt left the record for later. */
  boolean isPostponed(ConsumerRecord<byte[], byte[]> record) {
    return postponed.contains(Position.of(record));
  }

  /** The number of records that are on the dead-letter topic. */
  int rejections() {
    return rejected.size();
  }

  /**
   * The partitions are assigned to another member: their offsets must not be committed any more.
   */
  void abandon(Collection<TopicPartition> partitions) {
    abandoned.addAll(partitions);
  }

  /** Records whose partitions are still assigned to this consumer. */
  List<ConsumerRecord<byte[], byte[]>> owned() {
    return records.stream()
        .filter(record -> !abandoned.contains(Position.of(record).partition()))
        .toList();
  }

  /** Owned records that were handled or rejected, after an attempt that has succeeded. */
  List<ConsumerRecord<byte[], byte[]>> done() {
    return owned().stream().filter(record -> !isPostponed(record)).toList();
  }

  /** Owned records that were left for later, after an attempt that has succeeded. */
  List<ConsumerRecord<byte[], byte[]>> rest() {
    return owned().stream().filter(this::isPostponed).toList();
  }

  /** Owned records of both, those of this chunk first. Rejected records stay rejected. */
  Chunk followedBy(Chunk next) {
    List<ConsumerRecord<byte[], byte[]>> both = new ArrayList<>(owned());
    both.addAll(next.owned());
    Chunk chunk = new Chunk(both);
    chunk.rejected.addAll(rejected);
    chunk.rejected.addAll(next.rejected);
    chunk.failures = next.failures;
    return chunk;
  }

  /** One chunk per owned record. Rejected records stay rejected. */
  List<Chunk> split() {
    return owned().stream().map(this::alone).toList();
  }

  private Chunk alone(ConsumerRecord<byte[], byte[]> record) {
    Chunk single = new Chunk(List.of(record));
    if (rejected.contains(Position.of(record))) {
      single.rejected(record);
    }
    return single;
  }

  void failed() {
    failures++;
  }

  int failures() {
    return failures;
  }

  private record Position(TopicPartition partition, long offset) {
    static Position of(ConsumerRecord<byte[], byte[]> record) {
      return new Position(new TopicPartition(record.topic(), record.partition()), record.offset());
    }
  }
}
