package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.TopicDefinition;
import io.boxstream.testbed.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members of a group as processes, which are killed or frozen while they answer requests. */
@Timeout(180)
class ExactlyOnceIT {
  private static final int KILLS = 6;
  private static final int MANY_KILLS = 20;
  private static final int PARTITIONS = 6;
  private static final Duration LATEST_KILL = Duration.ofMillis(40);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** The broker aborts what a killed member has left soon after its timeout, not within 10 s. */
  private static final Map<String, String> BROKER =
      Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "300");

  private static final AtomicInteger TESTS = new AtomicInteger();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static KafkaSettings kafka;

  private final String requests = "requests-" + TESTS.incrementAndGet();
  private final String answers = requests + "-answers";
  private final String group = requests + "-group";
  private final List<MemberProcess> started = new ArrayList<>();
  private KafkaEventPublisher publisher;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(directory, BROKER);
    kafka = KafkaSettings.of(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopics() {
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicAdmin(admin, TIMEOUT)
          .create(
              List.of(
                  new TopicDefinition(requests, PARTITIONS, Map.of()),
                  new TopicDefinition(answers, PARTITIONS, Map.of())));
    }
    publisher = KafkaEventPublisher.connect(kafka, "load");
  }

  @AfterEach
  void endProcesses() {
    started.forEach(MemberProcess::close);
    publisher.close();
  }

  @Test
  void eachRequestIsAnsweredOnceAlthoughMembersAreKilledAtRandomPoints() throws Exception {
    assertAnsweredOnce(KILLS);
  }

  @Test
  @Tag("soak")
  void eachRequestIsAnsweredOnceAlthoughMembersAreKilledAtTwentyRandomPoints() throws Exception {
    assertAnsweredOnce(MANY_KILLS);
  }

  private void assertAnsweredOnce(int kills) throws Exception {
    // Given
    long seed = System.nanoTime();

    // When
    List<String> sent = killMembersUnderLoad(EchoMember.Mode.EXACTLY_ONCE, kills, seed);

    // Then
    List<String> found = committedAnswers();
    assertThat(found).as("seed %d", seed).doesNotHaveDuplicates().hasSameElementsAs(sent);
    assertInOrder(found, seed);
    assertThat(writtenAnswers())
        .as("answers that a kill has taken back, seed %d", seed)
        .hasSizeGreaterThan(found.size());
  }

  /** Shows that the kills would be noticed. */
  @Test
  @Tag("soak")
  void theSameKillsRepeatAnswersAtLeastOnceButKeepTheirOrder() throws Exception {
    // Given
    long seed = System.nanoTime();

    // When
    List<String> sent = killMembersUnderLoad(EchoMember.Mode.AT_LEAST_ONCE, MANY_KILLS, seed);

    // Then
    List<String> found = committedAnswers();
    assertThat(found).as("seed %d", seed).hasSizeGreaterThan(sent.size());
    assertThat(new LinkedHashSet<>(found)).as("seed %d", seed).hasSameElementsAs(sent);
    assertInOrder(List.copyOf(new LinkedHashSet<>(found)), seed);
  }

  @Test
  void aMemberThatWasThoughtDeadCommitsNothing() throws Exception {
    // Given a member that is frozen with answers that it has not committed
    MemberProcess zombie = start(EchoMember.Mode.EXACTLY_ONCE, TIMEOUT);
    zombie.begin();
    publisher.sendAndWait(request("0", EchoMember.SLOW));
    zombie.awaitWork();
    zombie.freeze();

    // When another one has taken over
    MemberProcess heir = start(EchoMember.Mode.EXACTLY_ONCE, TIMEOUT);
    heir.begin();
    await().atMost(TIMEOUT).until(() -> handled() == 1);
    zombie.thaw();
    List<String> later =
        IntStream.range(0, 60).mapToObj(number -> number % 12 + "/" + number).toList();
    later.forEach(value -> publisher.sendAndWait(request(value.split("/")[0], value)));
    await().atMost(TIMEOUT).until(() -> handled() == 61);

    // Then
    List<String> expected = new ArrayList<>(later);
    expected.add(EchoMember.SLOW);
    assertThat(committedAnswers()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(writtenAnswers()).as("both have answered").hasSizeGreaterThan(expected.size());
  }

  /** Two members work and a third one stands by; returns the requests, which are all handled. */
  private List<String> killMembersUnderLoad(EchoMember.Mode mode, int kills, long seed)
      throws Exception {
    Random random = new Random(seed);
    Duration timeout = Duration.ofSeconds(2);
    MemberProcess[] members = {start(mode, timeout), start(mode, timeout)};
    MemberProcess next = start(mode, timeout);
    members[0].begin();
    members[1].begin();
    RequestLoad load = RequestLoad.start(publisher, requests);
    for (int kill = 0; kill < kills; kill++) {
      int victim = random.nextInt(members.length);
      members[victim].awaitWork();
      LockSupport.parkNanos((long) (random.nextDouble() * LATEST_KILL.toNanos()));
      members[victim].kill();
      members[victim] = next;
      next.begin();
      if (kill < kills - 1) {
        next = start(mode, timeout);
      }
    }
    List<String> sent = load.end();
    await().atMost(TIMEOUT).until(() -> handled() == sent.size());
    return sent;
  }

  private MemberProcess start(EchoMember.Mode mode, Duration transactionTimeout) {
    MemberProcess member =
        MemberProcess.start(
            List.of(
                broker.bootstrapServers(),
                mode.name(),
                group,
                requests,
                answers,
                Long.toString(transactionTimeout.toMillis())));
    started.add(member);
    return member;
  }

  private ProducerRecord<byte[], byte[]> request(String key, String value) {
    return new ProducerRecord<>(requests, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** The numbers of each key ascend. */
  private static void assertInOrder(List<String> found, long seed) {
    Map<String, Integer> last = new HashMap<>();
    for (String answer : found) {
      String[] parts = answer.split("/");
      int number = Integer.parseInt(parts[1]);
      Integer before = last.put(parts[0], number);
      assertThat(before == null ? -1 : before)
          .as("the number before %s, seed %d", answer, seed)
          .isLessThan(number);
    }
  }

  /** Requests that the group has done with. */
  private long handled() throws Exception {
    try (Admin admin = KafkaClients.admin(kafka)) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  /** What readers of committed records find, when no transaction is open any more. */
  private List<String> committedAnswers() {
    try (Consumer<byte[], byte[]> consumer = KafkaClients.assignedConsumer(kafka, "check", 500)) {
      return read(consumer);
    }
  }

  /** All answers, also those of aborted transactions. */
  private List<String> writtenAnswers() {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return read(consumer);
    }
  }

  /** Reads to the end, including what waits for the end of a transaction. */
  private List<String> read(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = ends();
    List<String> values = new ArrayList<>();
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    await()
        .atMost(TIMEOUT)
        .pollInSameThread()
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(200))
                  .forEach(record -> values.add(new String(record.value(), UTF_8)));
              return ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
    return values;
  }

  private Map<TopicPartition, Long> ends() {
    try (Admin admin = KafkaClients.admin(kafka)) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      IntStream.range(0, PARTITIONS)
          .forEach(number -> latest.put(new TopicPartition(answers, number), OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    }
  }
}
