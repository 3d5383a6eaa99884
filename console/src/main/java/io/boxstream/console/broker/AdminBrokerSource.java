package io.boxstream.console.broker;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.broker.BrokerState.GroupState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Looks with an admin client. The cost does not grow with records: it asks for descriptions and
 * offsets of some topics, and of the first groups by name. The client is made when it is first
 * needed. Called by one thread at a time.
 */
public final class AdminBrokerSource implements BrokerSource {
  private static final int MOST_GROUPS = 100;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Supplier<Admin> admins;
  private final Set<String> wanted;
  private final Duration timeout;
  private Admin admin;

  /**
   * @param wanted topics that are looked at, as far as they exist and may be seen
   * @param timeout for each answer
   */
  public AdminBrokerSource(Supplier<Admin> admins, Set<String> wanted, Duration timeout) {
    this.admins = requireNonNull(admins, "admins");
    this.wanted = Set.copyOf(wanted);
    this.timeout = requireNonNull(timeout, "timeout");
  }

  @Override
  public synchronized Sight look() {
    if (admin == null) {
      admin = admins.get();
    }
    int nodes = await(admin.describeCluster().nodes()).size();
    Set<String> names = new TreeSet<>(await(admin.listTopics().names()));
    names.retainAll(wanted);
    Map<String, TopicDescription> topics =
        new TreeMap<>(await(admin.describeTopics(names).allTopicNames()));
    Map<TopicPartition, Long> beginnings = offsets(topics, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(topics, OffsetSpec.latest());
    List<String> groups =
        await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .sorted()
            .toList();
    return new Sight(
        nodes,
        topics.values().stream().map(topic -> topic(topic, beginnings, ends)).toList(),
        groups(groups.subList(0, Math.min(MOST_GROUPS, groups.size())), ends),
        Math.max(0, groups.size() - MOST_GROUPS));
  }

  private Map<TopicPartition, Long> offsets(
      Map<String, TopicDescription> topics, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topics
        .values()
        .forEach(
            topic ->
                topic.partitions().stream()
                    .filter(AdminBrokerSource::hasLeader)
                    .forEach(
                        partition ->
                            asked.put(
                                new TopicPartition(topic.name(), partition.partition()), which)));
    return await(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, found -> offset(found.getValue())));
  }

  private static long offset(ListOffsetsResultInfo found) {
    return found.offset();
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }

  private static Topic topic(
      TopicDescription topic,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    int unhealthy = 0;
    for (TopicPartitionInfo partition : topic.partitions()) {
      if (!hasLeader(partition) || partition.isr().size() < partition.replicas().size()) {
        unhealthy++;
      }
    }
    return new Topic(
        topic.name(),
        topic.partitions().size(),
        unhealthy,
        sum(topic.name(), beginnings),
        sum(topic.name(), ends));
  }

  private static long sum(String topic, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .filter(offset -> offset.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private List<GroupState> groups(List<String> names, Map<TopicPartition, Long> ends) {
    if (names.isEmpty()) {
      return List.of();
    }
    Map<String, ConsumerGroupDescription> descriptions =
        await(admin.describeConsumerGroups(names).all());
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        await(
            admin
                .listConsumerGroupOffsets(
                    names.stream()
                        .collect(
                            Collectors.toMap(
                                Function.identity(), name -> new ListConsumerGroupOffsetsSpec())))
                .all());
    return descriptions.values().stream()
        .map(
            group ->
                new GroupState(
                    group.groupId(),
                    group.groupState().toString(),
                    group.members().size(),
                    lag(committed.getOrDefault(group.groupId(), Map.of()), ends)))
        .sorted(Comparator.comparing(GroupState::name))
        .toList();
  }

  private static long lag(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
    long lag = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
      Long end = ends.get(one.getKey());
      if (end != null && one.getValue() != null) {
        lag += Math.max(0, end - one.getValue().offset());
      }
    }
    return lag;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka refuses: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer in " + timeout, e);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(CLOSE_TIMEOUT);
      admin = null;
    }
  }
}
