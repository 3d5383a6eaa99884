package io.boxstream.events.consume;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Which part of the log a {@link ConsumerLoop} reads, and where its positions are kept. Every
 * method is called by the loop's own thread.
 */
public interface LogSource {

  /** Subscribes or assigns a new consumer. */
  void attach(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener);

  /** Whether the loop commits offsets to a consumer group. */
  boolean commitsOffsets();

  /** Called when everything before these positions is handled and nothing is under way. */
  void handledUpTo(Map<TopicPartition, Long> positions);

  /** Called when the log does not have the positions of these partitions; attach follows. */
  void positionsLost(Set<TopicPartition> partitions);
}
