package io.boxstream.ingest.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnTestbed
class RecordReaderIT {

  private static final String TOPIC = Topics.REJECTED_IMAGES;
  private static final int RECORDS = 200;

  /** A partition that loses its first records. */
  private static final int DROPPED = 2;

  @TempDir static Path directory;

  private static TestBroker broker;
  private static KafkaSettings settings;

  @BeforeAll
  static void publish() {
    broker = TestBroker.start(directory);
    TopicAdmin.createAll(broker.bootstrapServers());
    settings = KafkaSettings.of(broker.bootstrapServers());
    try (Producer<byte[], byte[]> producer = KafkaClients.producer(settings, "test")) {
      for (int number = 0; number < RECORDS; number++) {
        byte[] value = ("value " + number).getBytes(UTF_8);
        Future<?> unused = producer.send(new ProducerRecord<>(TOPIC, number % 2, null, value));
        unused = producer.send(new ProducerRecord<>(TOPIC, DROPPED, null, value));
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void readsRecordsOfManyThreadsWithFewConsumers() throws Exception {
    // Given
    AtomicInteger consumers = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (RecordReader reader = reader(consumers, Duration.ofSeconds(20))) {
      List<Callable<String>> reads = new ArrayList<>();
      for (int number = 0; number < RECORDS; number++) {
        RecordAddress address = new RecordAddress(number % 2, number / 2);
        reads.add(() -> new String(reader.read(address).orElseThrow().value(), UTF_8));
      }

      // When
      List<Future<String>> read = threads.invokeAll(reads);

      // Then
      for (int number = 0; number < RECORDS; number++) {
        assertThat(read.get(number).get()).isEqualTo("value " + number);
      }
      assertThat(consumers.get()).isBetween(1, 3);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void findsNoRecordThatTheLogHasDropped() throws Exception {
    // Given
    try (Admin admin = KafkaClients.admin(settings)) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(TOPIC, DROPPED), RecordsToDelete.beforeOffset(10)))
          .all()
          .get();
    }

    // When, Then
    try (RecordReader reader = reader(new AtomicInteger(), Duration.ofSeconds(20))) {
      assertThat(reader.read(new RecordAddress(DROPPED, 9))).isEmpty();
      assertThat(reader.read(new RecordAddress(DROPPED, 10))).isPresent();
    }
  }

  @Test
  void saysThatTheBrokerDoesNotRespond() {
    try (RecordReader reader =
        new RecordReader(
            TOPIC,
            () -> KafkaClients.singleRecordConsumer(KafkaSettings.of("127.0.0.1:1"), "nowhere"),
            1,
            Duration.ofMillis(500))) {
      assertThatThrownBy(() -> reader.read(new RecordAddress(0, 0)))
          .isInstanceOf(LogUnreadableException.class);
    }
  }

  private static RecordReader reader(AtomicInteger consumers, Duration timeout) {
    return new RecordReader(
        TOPIC,
        () -> KafkaClients.singleRecordConsumer(settings, "reader-" + consumers.incrementAndGet()),
        3,
        timeout);
  }
}
