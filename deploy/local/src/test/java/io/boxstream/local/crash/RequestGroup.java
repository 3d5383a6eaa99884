package io.boxstream.local.crash;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The consumer group in which instances of inference-service share the requests. */
final class RequestGroup implements AutoCloseable {
  private static final String GROUP = "boxstream-inference";

  private final Admin admin;

  RequestGroup(KafkaSettings kafka) {
    this.admin = KafkaClients.admin(kafka);
  }

  /** How many partitions each member has, fewest first. */
  List<Integer> shares() throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(GROUP))
        .describedGroups()
        .get(GROUP)
        .get()
        .members()
        .stream()
        .map(member -> member.assignment().topicPartitions().size())
        .sorted()
        .toList();
  }

  /** Requests whose answers are committed, if their log begins at the first one. */
  long committed() throws ExecutionException, InterruptedException {
    return offsets().entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(Topics.DETECTION_REQUESTS))
        .filter(entry -> entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets()
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
  }

  /** Requests on the log whose answers are not committed. */
  long lag() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = offsets();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    admin
        .describeTopics(List.of(Topics.DETECTION_REQUESTS))
        .allTopicNames()
        .get()
        .get(Topics.DETECTION_REQUESTS)
        .partitions()
        .forEach(
            partition ->
                latest.put(
                    new TopicPartition(Topics.DETECTION_REQUESTS, partition.partition()),
                    OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata next = committed.get(end.getKey());
              return end.getValue().offset() - (next == null ? 0 : next.offset());
            })
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
