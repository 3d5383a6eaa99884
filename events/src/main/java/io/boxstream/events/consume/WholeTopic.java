package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * All partitions of one topic, at positions that the reader stores. Every process with such a
 * source reads the whole topic.
 */
public final class WholeTopic implements LogSource {
  private final String topic;
  private final PositionStore positions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<TopicPartition, Long> handled = new HashMap<>();

  public WholeTopic(String topic, PositionStore positions) {
    this.topic = requireNonNull(topic, "topic");
    this.positions = requireNonNull(positions, "positions");
  }

  @Override
  public void attach(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
    List<TopicPartition> partitions = partitions(consumer, topic);
    forget();
    positions.begin();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long position = positions.position(partition.partition());
      // A new reader starts at the beginning of the partition.
      consumer.seek(partition, position == 0 ? beginnings.get(partition) : position);
    }
  }

  @Override
  public boolean canWait() {
    return positions.isWriting();
  }

  @Override
  public void skipKnown(Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      long position = consumer.position(partition);
      long next = positions.firstUnknown(partition.partition(), position);
      if (next > position) {
        consumer.seek(partition, next);
      }
    }
  }

  @Override
  public boolean commitsOffsets() {
    return false;
  }

  @Override
  public void handledUpTo(Map<TopicPartition, Long> newest) {
    lock.lock();
    try {
      handled.putAll(newest);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void positionsLost(Set<TopicPartition> partitions) {
    forget();
    positions.lost(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
  }

  /**
   * Waits until all records before these offsets are handled.
   *
   * @param ends exclusive, by partition
   * @return false if the timeout expired
   */
  public boolean awaitHandled(Map<TopicPartition, Long> ends, Duration longest)
      throws InterruptedException {
    long nanos = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (!ends.entrySet().stream().allMatch(this::isHandled)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = moved.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The positions may move back. Waiting threads must wait until they are reached again. */
  private void forget() {
    lock.lock();
    try {
      handled.clear();
    } finally {
      lock.unlock();
    }
  }

  private boolean isHandled(Map.Entry<TopicPartition, Long> end) {
    return handled.getOrDefault(end.getKey(), 0L) >= end.getValue();
  }

  /**
   * The partitions of a topic.
   *
   * @throws UnknownTopicOrPartitionException if the topic does not exist
   */
  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("no topic " + topic);
    }
    return partitions.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }
}
