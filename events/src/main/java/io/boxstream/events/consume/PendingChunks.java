package io.boxstream.events.consume;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What was read and is not handled yet, in order. Belongs to the loop's thread. */
final class PendingChunks {
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final boolean singly;

  /**
   * An empty queue.
   *
   * @param singly whether each record is a call of its own
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

  /** Records that are not handled yet and are still ours. */
  int records() {
    return chunks.stream().mapToInt(chunk -> chunk.remaining().size()).sum();
  }

  Chunk first() {
    return chunks.element();
  }

  /** Removes a chunk, if it is still here. */
  void remove(Chunk chunk) {
    chunks.remove(chunk);
  }

  /** Replaces the first chunk by its records, one by one, if it is still here. */
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

  /** Forgets the records of partitions that are ours no longer. */
  void abandon(Collection<TopicPartition> partitions) {
    chunks.forEach(chunk -> chunk.abandon(partitions));
    chunks.removeIf(chunk -> chunk.owned().isEmpty());
  }
}
