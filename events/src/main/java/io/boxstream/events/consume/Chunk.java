package io.boxstream.events.consume;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that are handled by one call, and what has become of them over several tries. */
final class Chunk {
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Set<Position> rejected = ConcurrentHashMap.newKeySet();
  private final Set<TopicPartition> abandoned = ConcurrentHashMap.newKeySet();
  private int failures;

  Chunk(List<ConsumerRecord<byte[], byte[]>> records) {
    this.records = List.copyOf(records);
  }

  ConsumerRecord<byte[], byte[]> first() {
    return records.get(0);
  }

  /** Records still to be handled: all of ours but the rejected ones. */
  List<ConsumerRecord<byte[], byte[]>> remaining() {
    return owned().stream().filter(record -> !rejected.contains(Position.of(record))).toList();
  }

  /** Called by the worker: the record is among the dead letters. */
  void rejected(ConsumerRecord<byte[], byte[]> record) {
    rejected.add(Position.of(record));
  }

  /** The partitions belong to somebody else now: their offsets are no longer ours to commit. */
  void abandon(Collection<TopicPartition> partitions) {
    abandoned.addAll(partitions);
  }

  /** Records whose partitions are still ours. */
  List<ConsumerRecord<byte[], byte[]>> owned() {
    return records.stream()
        .filter(record -> !abandoned.contains(Position.of(record).partition()))
        .toList();
  }

  /** The same work, record by record; what was rejected stays so. */
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
