package io.boxstream.inference.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What somebody outside sees of the topics: writes requests, and reads everything from the
 * beginning.
 */
final class TopicProbe implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final KafkaSettings settings;
  private final Producer<byte[], byte[]> producer;

  TopicProbe(String bootstrapServers) {
    settings = KafkaSettings.of(bootstrapServers);
    producer = KafkaClients.producer(settings, "probe");
  }

  void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value));
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a topic until what was read is enough. */
  List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.assignedConsumer(settings, "probe", 500)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      Instant deadline = Instant.now().plus(TIMEOUT);
      while (!enough.test(read)) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError(
              "after " + TIMEOUT + " there are " + read.size() + " records on " + topic);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
      return read;
    }
  }

  /** Records that are on a topic now. */
  long count(String topic) {
    try (Admin admin = KafkaClients.admin(settings)) {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      Map<TopicPartition, OffsetSpec> ends =
          java.util.stream.IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Records of all topics that a group has committed. */
  long committed(String group) {
    try (Admin admin = KafkaClients.admin(settings)) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(committed -> committed == null ? 0 : committed.offset())
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
