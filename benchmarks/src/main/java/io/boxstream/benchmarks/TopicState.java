package io.boxstream.benchmarks;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks at topics: how many records they have, how many bytes, and how many wait. */
final class TopicState implements AutoCloseable {

  private final Admin admin;

  TopicState(String bootstrapServers) {
    this.admin = KafkaClients.admin(KafkaSettings.of(bootstrapServers));
  }

  /** The sum of the ends of the partitions of a topic. */
  long end(String topic) throws ExecutionException, InterruptedException {
    return ends(topic).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records that a group has not committed. */
  long lag(String group, String topic) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return ends(topic).entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata next = committed.get(end.getKey());
              return end.getValue() - (next == null ? 0 : next.offset());
            })
        .sum();
  }

  /** The bytes of a topic on the disks of all brokers. */
  long bytes(String topic) throws ExecutionException, InterruptedException {
    List<Integer> brokers =
        admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
    return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(topic))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private Map<TopicPartition, Long> ends(String topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(
            partition ->
                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  @Override
  public void close() {
    admin.close();
  }
}
