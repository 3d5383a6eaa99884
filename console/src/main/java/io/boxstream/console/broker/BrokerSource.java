package io.boxstream.console.broker;

import io.boxstream.console.broker.BrokerState.GroupState;
import java.util.List;

/** Looks at Kafka. */
@FunctionalInterface
public interface BrokerSource extends AutoCloseable {

  /**
   * Looks, and waits for the answers.
   *
   * @throws org.apache.kafka.common.KafkaException if it does not answer in time, or refuses
   */
  Sight look();

  @Override
  default void close() {}

  /**
   * What was seen.
   *
   * @param nodes brokers of the cluster
   * @param moreGroups groups that are left out
   */
  record Sight(int nodes, List<Topic> topics, List<GroupState> groups, int moreGroups) {

    public Sight {
      topics = List.copyOf(topics);
      groups = List.copyOf(groups);
    }
  }

  /**
   * A topic.
   *
   * @param beginning sum of the first offsets
   * @param end sum of the offsets after the last records
   */
  record Topic(String name, int partitions, int unhealthy, long beginning, long end) {}
}
