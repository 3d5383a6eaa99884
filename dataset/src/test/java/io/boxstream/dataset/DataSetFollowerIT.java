package io.boxstream.dataset;

import static io.boxstream.dataset.Images.bytes;
import static io.boxstream.dataset.Images.id;
import static io.boxstream.dataset.Images.inline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Split;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@OnTestbed
class DataSetFollowerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir private static Path brokerDirectory;
  private static TestBroker broker;
  private static KafkaSettings kafka;

  @TempDir private Path directory;
  private KafkaEventPublisher publisher;
  private DeadLetters deadLetters;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.start(brokerDirectory);
    kafka = KafkaSettings.of(broker.bootstrapServers());
    TopicAdmin.createAll(kafka);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connect() throws Exception {
    makeTopicsAgain();
    publisher = KafkaEventPublisher.connect(kafka, "test");
    deadLetters = new DeadLetters(publisher, Clock.systemUTC());
  }

  @AfterEach
  void disconnect() {
    publisher.close();
  }

  @Test
  void theViewHasAllThatIsOnTheLogAndAnotherViewOfItIsTheSame() throws Exception {
    List<Split> splits = List.of(Split.values());
    CompletableFuture.allOf(
            IntStream.range(0, 200)
                .mapToObj(number -> inline("image " + number, splits.get(number % 3), "hat"))
                .map(image -> publisher.send(Images.sent(image)))
                .toArray(CompletableFuture[]::new))
        .join();
    publisher.sendAndWait(Images.sent(inline("image 0", Split.TRAIN, "person")));
    publisher.publishTombstone(Topics.ANNOTATED_IMAGES, id("image 1")).join();

    DataSetSnapshot one = follow("one");
    DataSetSnapshot other = follow("other");

    assertThat(one.entries()).hasSize(199);
    assertThat(one.counts().labels().get("person").train()).isEqualTo(1);
    assertThat(other.hash()).isEqualTo(one.hash());
    assertThat(follow("one")).isEqualTo(one);
  }

  @Test
  void poisonBecomesADeadLetterAndItsNeighboursAreThere() throws Exception {
    List<byte[]> letters = new CopyOnWriteArrayList<>();
    publisher.sendAndWait(Images.sent(inline("before", Split.TRAIN, "hat")));
    publisher.sendAndWait(
        new ProducerRecord<>(Topics.ANNOTATED_IMAGES, bytes("some key"), bytes("no event")));
    publisher.sendAndWait(Images.sent(inline("after", Split.TRAIN, "hat")));

    DataSetSnapshot snapshot = follow("one");
    try (TopicFollower follower =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named("letters"),
            () -> KafkaClients.assignedConsumer(kafka, "letters", 10),
            Topics.deadLetters(Topics.ANNOTATED_IMAGES),
            record -> letters.add(record.value()),
            deadLetters)) {
      follower.start();
      assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
    }

    assertThat(snapshot.entries()).hasSize(2);
    assertThat(letters).containsExactly(bytes("no event"));
  }

  @Test
  void followsWhatComesLater() throws Exception {
    try (DataSetView view = open("one");
        DataSetFollower follower = DataSetFollower.connect(kafka, "test", view, deadLetters)) {
      follower.start();
      assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();

      publisher.sendAndWait(Images.sent(inline("late", Split.VAL, "hat")));

      assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
      assertThat(view.bytes(id("late"))).isEqualTo(bytes("late"));
    }
  }

  @Test
  void goesOnWhenTheBrokerComesBack() throws Exception {
    try (DataSetView view = open("one");
        DataSetFollower follower = DataSetFollower.connect(kafka, "test", view, deadLetters)) {
      follower.start();
      assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
      int port = broker.port();
      broker.close();

      broker = TestBroker.start(brokerDirectory, port);
      publisher.sendAndWait(Images.sent(inline("late", Split.VAL, "hat")));

      await().atMost(TIMEOUT).until(() -> view.counts().images().val() == 1);
    }
  }

  @Test
  void startsAfreshWhenTheTopicWasMadeAgain() throws Exception {
    publisher.sendAndWait(Images.sent(inline("old", Split.TRAIN, "hat")));
    assertThat(follow("one").entries()).hasSize(1);
    makeTopicsAgain();
    publisher.sendAndWait(Images.sent(inline("new", Split.TEST, "hat")));

    DataSetSnapshot snapshot = follow("one");

    assertThat(snapshot.entries()).extracting(SnapshotEntry::id).containsExactly(id("new"));
  }

  private DataSetSnapshot follow(String folder) throws InterruptedException {
    try (DataSetView view = open(folder);
        DataSetFollower follower = DataSetFollower.connect(kafka, "test", view, deadLetters)) {
      follower.start();
      assertThat(follower.awaitCaughtUp(TIMEOUT)).isTrue();
      return view.snapshot();
    }
  }

  private DataSetView open(String folder) {
    return DataSetView.open(directory.resolve(folder), new Blobs(new InMemoryObjectStore()));
  }

  private static void makeTopicsAgain() throws Exception {
    List<String> used =
        List.of(Topics.ANNOTATED_IMAGES, Topics.deadLetters(Topics.ANNOTATED_IMAGES));
    try (Admin admin = KafkaClients.admin(kafka)) {
      admin.deleteTopics(used).all().get();
      await()
          .atMost(TIMEOUT)
          .until(() -> Collections.disjoint(admin.listTopics().names().get(), used));
    }
    TopicAdmin.createAll(kafka);
  }
}
