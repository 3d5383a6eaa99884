package io.boxstream.console.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The partitions of a topic. */
public final class Partitions {

  /** How long the broker may take to answer a question about the log. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Partitions() {}

  /**
   * All of them, in order.
   *
   * @throws UnknownTopicOrPartitionException if the topic does not exist
   */
  public static List<TopicPartition> of(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, TIMEOUT);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    return partitions.stream()
        .map(one -> new TopicPartition(topic, one.partition()))
        .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
        .toList();
  }
}
