package io.boxstream.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
@OnTestbed
class TestBrokerIT {

  private static final byte[] VALUE = "an image".getBytes(StandardCharsets.UTF_8);

  @Test
  void keepsWhatWasAcknowledgedOverARestartOnTheSamePort(@TempDir Path directory) throws Exception {
    // Given a broker that acknowledged a record and was closed
    int port;
    try (TestBroker broker = TestBroker.start(directory)) {
      port = broker.port();
      create(broker, "images");
      send(broker, "images", Map.of());
    }

    // When it is started again where it was
    try (TestBroker again = TestBroker.start(directory, port)) {

      // Then the record is there
      assertThat(readFirst(again, "images")).isEqualTo(VALUE);
    }
  }

  @Test
  void refusesARecordForATopicThatNobodyCreated(@TempDir Path directory) {
    try (TestBroker broker = TestBroker.start(directory)) {
      assertThatThrownBy(() -> send(broker, "unknown", Map.of("max.block.ms", "1500")))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void namesThePortWhenItIsTaken(@TempDir Path first, @TempDir Path second) {
    try (TestBroker broker = TestBroker.start(first)) {
      assertThatThrownBy(() -> TestBroker.start(second, broker.port()))
          .isInstanceOf(TestbedException.class)
          .hasMessageContaining(String.valueOf(broker.port()));
    }
  }

  private static void create(TestBroker broker, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void send(TestBroker broker, String topic, Map<String, Object> more)
      throws Exception {
    Map<String, Object> settings = new java.util.HashMap<>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, VALUE)).get();
    }
  }

  private static byte[] readFirst(TestBroker broker, String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }
}
