package io.boxstream.events.consume;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Partitions that are assigned by a consumer group. The group stores the committed offsets. */
record GroupSubscription(List<String> topics) implements LogSource {
  GroupSubscription {
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("topics must not be empty");
    }
  }

  @Override
  public void attach(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
    consumer.subscribe(topics, listener);
  }

  @Override
  public boolean commitsOffsets() {
    return true;
  }

  @Override
  public void handledUpTo(Map<TopicPartition, Long> positions) {
    // The group's committed offsets record this.
  }

  @Override
  public void positionsLost(Set<TopicPartition> partitions) {
    // Never called: the consumer's reset policy is "earliest".
  }
}
