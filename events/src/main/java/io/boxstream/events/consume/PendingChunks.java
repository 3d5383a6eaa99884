package io.boxstream.events.consume;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Queue of the records that were read and are not handled yet. Confined to the loop's thread. */
final class PendingChunks {
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final boolean singly;

  /**
   * An empty queue.
   *
   * @param singly whether each record is handled in a separate call
   */
  PendingChunks(boolean singly) {
    this.singly = singly;
  }

  void add(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    Chunk chunk = new Chunk(records);
    if (singly) {
      chunks.addAll(chunk.split());
    } else {
      chunks.add(chunk);
    }
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** The number of records that are not handled yet and whose partitions are still assigned. */
  int records() {
    return chunks.stream().mapToInt(chunk -> chunk.remaining().size()).sum();
  }

  Chunk first() {
    return chunks.element();
  }

  /** Removes a chunk if it is still in the queue. */
  void remove(Chunk chunk) {
    chunks.remove(chunk);
  }

  /** Replaces the first chunk by one chunk per record, if it is still in the queue. */
  void split(Chunk chunk) {
    if (chunks.peek() != chunk) {
      return;
    }
    chunks.remove();
    List<Chunk> singles = chunk.split();
    for (int index = singles.size() - 1; index >= 0; index--) {
      chunks.addFirst(singles.get(index));
    }
  }

  /** Drops the records of partitions that are no longer assigned. */
  void abandon(Collection<TopicPartition> partitions) {
    chunks.forEach(chunk -> chunk.abandon(partitions));
    chunks.removeIf(chunk -> chunk.owned().isEmpty());
  }
}
