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

  /** Requests on the log whose answers are not committed. */
  long lag() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
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
