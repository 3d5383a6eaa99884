package io.boxstream.console.broker;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Kafka as it was seen.
 *
 * @param answers whether it answered the last question; otherwise the rest is as it was before
 * @param at when it answered
 * @param nodes brokers of the cluster
 * @param topics of Boxstream, by name
 * @param groups consumer groups, by name
 * @param moreGroups groups that are left out
 */
public record BrokerState(
    boolean answers,
    Instant at,
    int nodes,
    List<TopicState> topics,
    List<GroupState> groups,
    int moreGroups) {

  public BrokerState {
    requireNonNull(at, "at");
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
  }

  BrokerState withoutAnswer() {
    return new BrokerState(false, at, nodes, topics, groups, moreGroups);
  }

  /**
   * A topic.
   *
   * @param partitions how many it has
   * @param unhealthy partitions without a leader, or with a replica that is behind
   * @param records between the first and the last offset: with compaction there are fewer
   * @param end records that were ever written
   * @param perSecond records that were written a second, since the question before
   */
  public record TopicState(
      String name, int partitions, int unhealthy, long records, long end, double perSecond) {

    public TopicState {
      requireNonNull(name, "name");
    }
  }

  /**
   * A consumer group.
   *
   * @param state as Kafka names it, such as {@code Stable}
   * @param members consumers that are in it now
   * @param lag records behind, on the topics of Boxstream
   */
  public record GroupState(String name, String state, int members, long lag) {

    public GroupState {
      requireNonNull(name, "name");
      requireNonNull(state, "state");
    }
  }
}
