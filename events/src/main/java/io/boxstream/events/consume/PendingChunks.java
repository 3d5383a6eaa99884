package io.boxstream.events.consume;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Queue of the records that were read and are not handled yet. Postponed records are delivered
 * together with the next chunk, before its records. Confined to the loop's thread.
 */
final class PendingChunks {
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final boolean singly;
  private final int mostPostponed;
  private Optional<Chunk> postponed = Optional.empty();

  /**
   * An empty queue.
   *
   * @param singly whether each record is handled in a separate call
   * @param mostPostponed how many records may be postponed before nothing more is read
   */
  PendingChunks(boolean singly, int mostPostponed) {
    this.singly = singly;
    this.mostPostponed = mostPostponed;
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
    return chunks.isEmpty() && postponed.isEmpty();
  }

  /** Whether nothing but postponed records waits. */
  boolean isPostponed() {
    return chunks.isEmpty() && postponed.isPresent();
  }

  /** Whether postponed records wait, perhaps among others. */
  boolean hasPostponed() {
    return postponed.isPresent();
  }

  /** Whether more may be read. */
  boolean hasRoom() {
    return chunks.isEmpty() && (postponed.isEmpty() || countPostponed() < mostPostponed);
  }

  /** The number of records that are not handled yet and whose partitions are still assigned. */
  int records() {
    return countPostponed() + chunks.stream().mapToInt(chunk -> chunk.remaining().size()).sum();
  }

  private int countPostponed() {
    return postponed.map(rest -> rest.remaining().size()).orElse(0);
  }

  /** The chunk whose turn it is. It stays in the queue, with the postponed records in it. */
  Chunk next() {
    if (postponed.isPresent()) {
      Chunk rest = postponed.get();
      Chunk first = chunks.poll();
      chunks.addFirst(first == null ? rest : rest.followedBy(first));
      postponed = Optional.empty();
    }
    return chunks.element();
  }

  /** The postponed records alone, as the chunk whose turn it is. */
  Chunk nextPostponed() {
    chunks.addFirst(postponed.orElseThrow());
    postponed = Optional.empty();
    return chunks.element();
  }

  /** Removes a chunk that was handled if it is still in the queue; its postponed records stay. */
  void remove(Chunk chunk) {
    if (chunks.remove(chunk) && !chunk.rest().isEmpty()) {
      postponed = Optional.of(new Chunk(chunk.rest()));
    }
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
    postponed.ifPresent(rest -> rest.abandon(partitions));
    postponed = postponed.filter(rest -> !rest.owned().isEmpty());
  }
}
