package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@OnTestbed
class ConsumerLoopIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final AtomicInteger TESTS = new AtomicInteger();

  @TempDir private static Path directory;
  private static TestBroker broker;
  private static KafkaSettings kafka;

  /** Every test has a topic and a group of its own. */
  private final String topic = "work-" + TESTS.incrementAndGet();

  private final String group = "group-of-" + topic;
  private KafkaEventPublisher publisher;
  private DeadLetters deadLetters;
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.start(directory);
    kafka = KafkaSettings.of(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connect() {
    createTopics(
        new TopicDefinition(topic, 6, Map.of()),
        new TopicDefinition(Topics.deadLetters(topic), 1, Map.of()));
    publisher = KafkaEventPublisher.connect(kafka, "test");
    deadLetters = new DeadLetters(publisher, Clock.systemUTC());
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    publisher.close();
  }

  @Test
  void aPoisonRecordBecomesADeadLetterAsItIsAndItsNeighboursGoThrough() {
    Instant time = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    send("a");
    publisher.sendAndWait(poison(time));
    send("c");
    List<ConsumerRecord<byte[], byte[]>> letters = new CopyOnWriteArrayList<>();

    start(this::refusePoison);
    TopicFollower follower =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named("letters"),
            () -> KafkaClients.assignedConsumer(kafka, "letters", 10),
            Topics.deadLetters(topic),
            letters::add,
            deadLetters);
    open.add(follower);
    follower.start();

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed()).isEqualTo(3));
    await().atMost(TIMEOUT).until(() -> !letters.isEmpty());
    assertThat(handled).containsExactlyInAnyOrder("a", "c");
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo(new byte[] {1, (byte) 0xff});
              assertThat(letter.value()).isEqualTo("poison".getBytes(UTF_8));
              assertThat(letter.timestamp()).isEqualTo(time.toEpochMilli());
              assertThat(header(letter, "content-type")).isEqualTo("image/jpeg");
              assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo(topic);
              assertThat(header(letter, DeadLetters.STAGE)).isEqualTo("decode");
              assertThat(header(letter, DeadLetters.MESSAGE)).isEqualTo("no image");
            });
  }

  @Test
  void handlesNothingTwiceAfterItWasClosedInOrder() {
    send("a");
    ConsumerLoop first = start(record -> handled.add(text(record)));
    await().atMost(TIMEOUT).until(() -> handled.contains("a"));
    first.close();
    send("b");

    start(record -> handled.add(text(record)));

    await().atMost(TIMEOUT).until(() -> handled.contains("b"));
    assertThat(handled).containsExactly("a", "b");
  }

  @Test
  void goesOnWhenTheBrokerComesBack() {
    send("a");
    start(record -> handled.add(text(record)));
    await().atMost(TIMEOUT).until(() -> handled.contains("a"));
    int port = broker.port();
    broker.close();

    broker = TestBroker.start(directory, port);
    send("b");

    await().atMost(TIMEOUT).until(() -> handled.contains("b"));
  }

  @Test
  void waitsForATopicThatIsNotThereYet() {
    List<String> seen = new CopyOnWriteArrayList<>();
    TopicFollower follower =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named("early"),
            () -> KafkaClients.assignedConsumer(kafka, "early", 10),
            "late-topic",
            record -> seen.add(text(record)),
            deadLetters);
    open.add(follower);
    follower.start();
    await().atMost(TIMEOUT).until(() -> follower.status().state() == ConsumerLoop.State.RETRYING);

    createTopics(new TopicDefinition("late-topic", 1, Map.of()));
    publisher.sendAndWait(new ProducerRecord<>("late-topic", "a".getBytes(UTF_8)));

    await().atMost(TIMEOUT).until(() -> seen.contains("a"));
  }

  @Test
  void workLongerThanThePollIntervalDoesNotCostThePlaceInTheGroup() {
    KafkaSettings impatient =
        new KafkaSettings(
            broker.bootstrapServers(),
            Map.of("max.poll.interval.ms", "2000", "session.timeout.ms", "6000"));
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    send("long");
    ConsumerLoop loop =
        ConsumerLoop.perRecord(
            ConsumerLoopSettings.named("long-work"),
            () -> KafkaClients.groupConsumer(impatient, group, 10),
            List.of(topic),
            record -> {
              calls.incrementAndGet();
              assertThat(never.await(5, TimeUnit.SECONDS)).isFalse(); // the work
              handled.add(text(record));
            },
            deadLetters);
    open.add(loop);

    loop.start();

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed()).isEqualTo(1));
    assertThat(calls).hasValue(1);
    assertThat(handled).containsExactly("long");
  }

  @Test
  void twoMembersShareTheWorkAndLoseNoneWhenOneLeaves() {
    Collection<String> values = new ConcurrentSkipListSet<>();
    Collection<String> seen = new ConcurrentSkipListSet<>();
    ConsumerLoop first = start(record -> seen.add(text(record)));
    ConsumerLoop second = start(record -> seen.add(text(record)));
    await()
        .atMost(TIMEOUT)
        .until(() -> first.status().partitions() == 3 && second.status().partitions() == 3);
    sendAll(values, 0, 200);

    second.close();
    sendAll(values, 200, 400);

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed()).isEqualTo(400));
    assertThat(seen).containsExactlyElementsOf(values);
    assertThat(first.status().partitions()).isEqualTo(6);
  }

  @Test
  void aFollowerReadsAllThereIsAndThenWhatComes() throws Exception {
    IntStream.range(0, 50).forEach(number -> send("value-" + number));
    TopicFollower follower =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named("follower"),
            () -> KafkaClients.assignedConsumer(kafka, "follower", 7),
            topic,
            record -> handled.add(text(record)),
            deadLetters);
    open.add(follower);

    follower.start();

    assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
    assertThat(handled).hasSize(50).doesNotHaveDuplicates();
    send("later");
    assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
    assertThat(handled).hasSize(51).endsWith("later");
  }

  private void refusePoison(ConsumerRecord<byte[], byte[]> record) {
    if (text(record).equals("poison")) {
      throw new PoisonRecordException("decode", "no image", null);
    }
    handled.add(text(record));
  }

  private ConsumerLoop start(RecordHandler handler) {
    ConsumerLoop loop =
        ConsumerLoop.perRecord(
            ConsumerLoopSettings.named("test-loop"),
            () -> KafkaClients.groupConsumer(kafka, group, 10),
            List.of(topic),
            handler,
            deadLetters);
    open.add(loop);
    loop.start();
    return loop;
  }

  private void sendAll(Collection<String> values, int from, int to) {
    for (int number = from; number < to; number++) {
      values.add("value-" + number);
      send("value-" + number);
    }
  }

  private void send(String value) {
    publisher.sendAndWait(
        new ProducerRecord<>(topic, value.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  private ProducerRecord<byte[], byte[]> poison(Instant time) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            time.toEpochMilli(),
            new byte[] {1, (byte) 0xff},
            "poison".getBytes(UTF_8));
    record.headers().add("content-type", "image/jpeg".getBytes(UTF_8));
    return record;
  }

  /** Records of the topic that the group has done with. */
  private long committed() throws Exception {
    try (Admin admin = KafkaClients.admin(kafka)) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.values().stream()
          .flatMap(offset -> Optional.ofNullable(offset).stream())
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  private static void createTopics(TopicDefinition... topics) {
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicAdmin(admin, TIMEOUT).create(List.of(topics));
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
