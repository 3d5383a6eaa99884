package io.boxstream.events.consume;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions a {@link ConsumerLoop} reads, and where it stores the positions. Every method is
 * called by the loop's thread.
 */
public interface LogSource {

  /** Subscribes or assigns a new consumer. */
  void attach(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener);

  /** Whether the loop commits offsets to a consumer group. */
  boolean commitsOffsets();

  /** Whether reading can wait, because the records that come are known already. */
  default boolean canWait() {
    return false;
  }

  /**
   * Moves the consumer past records that are known already. Called before records are read, when
   * all records before the consumer's positions are handled.
   */
  default void skipKnown(Consumer<byte[], byte[]> consumer) {}

  /**
   * Called when all records before these positions are handled and no work is in progress, perhaps
   * not for all partitions.
   */
  void handledUpTo(Map<TopicPartition, Long> positions);

  /**
   * Called when the positions of these partitions are out of range. A call of {@link #attach}
   * follows.
   */
  void positionsLost(Set<TopicPartition> partitions);
}
