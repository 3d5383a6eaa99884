package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnTestbed
class TopicAdminIT {
  @TempDir private static Path directory;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.start(directory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void deleteTopics() {
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(broker.bootstrapServers()))) {
      List<String> names = Topics.all().stream().map(TopicDefinition::name).toList();
      admin.deleteTopics(names).topicNameValues().values().forEach(TopicAdminIT::ignoreUnknown);
      await().until(() -> admin.listTopics().names().get().isEmpty());
    }
  }

  @Test
  void createsEveryTopicOnceAndFindsNoDifferenceAfterwards() {
    TopicAdmin.Outcome first = TopicAdmin.createAll(broker.bootstrapServers());
    TopicAdmin.Outcome second = TopicAdmin.createAll(broker.bootstrapServers());

    assertThat(first.created())
        .containsExactlyInAnyOrderElementsOf(
            Topics.all().stream().map(TopicDefinition::name).toList());
    assertThat(first.drift()).isEmpty();
    assertThat(second.created()).isEmpty();
    assertThat(second.drift()).isEmpty();
  }

  @Test
  void saysWhereAnExistingTopicDiffersAndLeavesItAsItIs() {
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, Duration.ofSeconds(30));
      TopicDefinition asItIs =
          new TopicDefinition("promotions", 2, Map.of("cleanup.policy", "delete"));
      topics.create(List.of(asItIs));

      TopicAdmin.Outcome outcome = TopicAdmin.createAll(broker.bootstrapServers());

      assertThat(outcome.created()).doesNotContain("promotions").contains("promotions.dlq");
      assertThat(outcome.drift())
          .extracting(TopicAdmin.Drift::toString)
          .contains(
              "promotions: partitions is 2, expected 1",
              "promotions: cleanup.policy is delete, expected compact");
      assertThat(topics.drift(List.of(asItIs))).isEmpty();
      assertThat(topics.drift(List.of(new TopicDefinition("absent", 1, Map.of()))))
          .containsExactly(new TopicAdmin.Drift("absent", "topic", "present", Optional.empty()));
    }
  }

  @Test
  void theCommandTellsWhatItDidByItsExitStatus() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    List<String> arguments = List.of("--bootstrap-server", broker.bootstrapServers());

    assertThat(CreateTopics.run(List.of("--help"), print, print)).isEqualTo(1);
    assertThat(CreateTopics.run(arguments, print, print)).isZero();
    assertThat(out.toString(UTF_8)).contains("created annotated-images").doesNotContain("differs");
  }

  @Test
  void carriesTheLargestImageOfARequestAndRefusesALargerOne() {
    TopicAdmin.createAll(broker.bootstrapServers());
    KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
    byte[] image = new byte[Topics.REQUEST_IMAGE_LIMIT_BYTES];
    try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test");
        Consumer<byte[], byte[]> consumer = KafkaClients.assignedConsumer(kafka, "test", 10)) {
      RecordMetadata sent = publisher.sendAndWait(request(image));

      TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      assertThat(read(consumer).value()).hasSameSizeAs(image);
      assertThatThrownBy(() -> publisher.sendAndWait(request(new byte[image.length + 200_000])))
          .isInstanceOf(RecordTooLargeForTopicException.class)
          .hasMessageContaining("detection-requests");
    }
  }

  @Test
  void publishesAnEventThatAnotherReads() {
    TopicAdmin.createAll(broker.bootstrapServers());
    KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
    ModelPromoted event =
        (ModelPromoted) Exemplars.all().get("io.boxstream.model-promoted.v2/by-the-policy");
    try (EventPublisher publisher =
            new KafkaEventPublisher(
                () -> KafkaClients.producer(kafka, "test"),
                EventCodec.forService("test"),
                Clock.systemUTC());
        Consumer<byte[], byte[]> consumer = KafkaClients.assignedConsumer(kafka, "test", 10)) {
      publisher.publishAndWait("detector", event);

      TopicPartition partition = new TopicPartition(Topics.PROMOTIONS, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      ConsumerRecord<byte[], byte[]> record = read(consumer);
      assertThat(EventCodec.key(record)).isEqualTo("detector");
      assertThat(EventCodec.forService("test").fromRecord(record, ModelPromoted.class))
          .isEqualTo(event);
    }
  }

  private static void ignoreUnknown(KafkaFuture<Void> deletion) {
    try {
      deletion.get();
    } catch (Exception e) {
      assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  private static ProducerRecord<byte[], byte[]> request(byte[] image) {
    return new ProducerRecord<>(Topics.DETECTION_REQUESTS, "camera-7".getBytes(UTF_8), image);
  }

  private static ConsumerRecord<byte[], byte[]> read(Consumer<byte[], byte[]> consumer) {
    return consumer.poll(Duration.ofSeconds(30)).iterator().next();
  }
}
