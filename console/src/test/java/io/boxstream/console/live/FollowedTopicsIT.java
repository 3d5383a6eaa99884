package io.boxstream.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.detections.Detection;
import io.boxstream.console.detections.LiveDetections;
import io.boxstream.console.detections.RequestImage;
import io.boxstream.console.detections.RequestImages;
import io.boxstream.console.health.BrokerProbe;
import io.boxstream.console.health.HealthState;
import io.boxstream.console.health.Observation;
import io.boxstream.console.log.LogReader;
import io.boxstream.console.log.NothingWritten;
import io.boxstream.console.log.TailedTopics;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.RunState;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.testbed.TestBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views with a real broker. */
class FollowedTopicsIT {
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 1, 2, 3};
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path directory;

  private static TestBroker broker;
  private static KafkaSettings kafka;

  private final EventCodec codec = EventCodec.forService("test");
  private final ObjectMapper mapper = EventMappers.json();
  private final LiveHub hub = new LiveHub(2, "this process", mapper);
  private final RecordedBrowser browser = new RecordedBrowser();
  private final RunProgressView runs = new RunProgressView();
  private Producer<byte[], byte[]> producer;
  private ConsumerLoop follower;
  private LogReader log;
  private Announcements announcements;

  @BeforeAll
  static void startBroker() {
    broker = TestBroker.start(directory);
    kafka = KafkaSettings.of(broker.bootstrapServers());
    TopicAdmin.createAll(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    producer = KafkaClients.producer(kafka, "test");
    announcements = new Announcements(hub, System::nanoTime);
    TailedTopics topics = new TailedTopics(TopicEvents.FROM_BEGINNING, TopicEvents.FROM_END);
    follower =
        ConsumerLoop.following(
            ConsumerLoopSettings.named("followed"),
            () -> KafkaClients.assignedConsumer(kafka, "followed", 500),
            topics,
            new TopicEvents(topics::isHistory, runs, announcements, mapper),
            new DeadLetters(new NothingWritten(), Clock.systemUTC()));
    log = new LogReader("log", () -> KafkaClients.assignedConsumer(kafka, "log", 500), 10, LONG);
    hub.join(browser);
  }

  @AfterEach
  void stop() {
    follower.close();
    log.close();
    producer.close(Duration.ZERO);
  }

  @Test
  void tellsWhatIsNewAndKeepsTheCourseOfRuns() throws Exception {
    // Given
    send(Topics.TRAINING_PROGRESS, "run", progress("run", 1));
    send(Topics.TRAINING_PROGRESS, "run", progress("run", 2));
    send(Topics.CHECKPOINTS, "run", checkpoint(1));
    follow();
    await().atMost(LONG).until(() -> points("run") == 2);

    // When
    send(Topics.TRAINING_PROGRESS, "run", progress("run", 3));
    send(Topics.CHECKPOINTS, "run", checkpoint(2));
    producer.send(new ProducerRecord<>(Topics.PROMOTIONS, new byte[] {1}, new byte[] {2})).get();

    // Then
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(points("run")).isEqualTo(3);
              assertThat(browser.data(EventKind.PROGRESS)).hasSize(1);
              assertThat(browser.data(EventKind.CHECKPOINT)).hasSize(1);
            });
    assertThat(browser.data(EventKind.CHECKPOINT).get(0))
        .contains("\"id\":\"run-000002\"", "\"run\":\"run\"", "\"epoch\":2");
    assertThat(browser.data(EventKind.PROGRESS)).allMatch(it -> it.contains("\"step\":3"));
    assertThat(browser.data(EventKind.PROMOTION)).isEmpty();
  }

  @Test
  void countsByEndOffsets() throws Exception {
    // Given
    CountsWatch counts = new CountsWatch(log, hub, Clock.systemUTC(), System::nanoTime);
    producer.send(new ProducerRecord<>(Topics.ANNOTATED_IMAGES, new byte[] {1}, JPEG)).get();
    producer.send(new ProducerRecord<>(Topics.DETECTION_REQUESTS, new byte[] {1}, JPEG)).get();
    counts.tick();
    await().atMost(LONG).until(() -> browser.data(EventKind.COUNTS).size() == 1);

    // When
    producer.send(new ProducerRecord<>(Topics.DETECTION_REQUESTS, new byte[] {1}, JPEG)).get();
    counts.tick();

    // Then
    await().atMost(LONG).until(() -> browser.data(EventKind.COUNTS).size() == 2);
    TopicCounts last = mapper.readValue(browser.data(EventKind.COUNTS).get(1), TopicCounts.class);
    assertThat(last.images()).isEqualTo(1);
    assertThat(last.requests()).isEqualTo(2);
    assertThat(last.requestsPerSecond()).isPositive();
    assertThat(last.imagesPerSecond()).isZero();
  }

  @Test
  void showsTheNewestDetectionsWithTheirImages() throws Exception {
    // Given
    LiveDetections detections = new LiveDetections(log, Clock.systemUTC(), System::nanoTime);
    RequestImages images = new RequestImages(log, 1024 * 1024);
    long image = send(Topics.DETECTION_REQUESTS, JPEG);
    long script = send(Topics.DETECTION_REQUESTS, "<script>".getBytes(UTF_8));
    String key = "<img src=x onerror=alert(1)>";
    for (int number = 0; number < 300; number++) {
      send(Topics.DETECTIONS, key, detection(key, number % 2 == 0 ? image : script));
    }
    send(Topics.DETECTIONS, "camera-2", detection("camera-2", image));

    // When
    await().atMost(LONG).until(() -> !detections.newest().join().items().isEmpty());
    List<Detection> newest = detections.newest().join().items();

    // Then
    assertThat(detections.newest().join().only(Optional.of(key), 1000).items())
        .hasSizeBetween(199, 200);
    assertThat(newest.get(0).key()).isEqualTo("camera-2");
    assertThat(newest.get(1).key()).isEqualTo(key);
    assertThat(detections.newest().join().only(Optional.of("camera-2"), 10).items()).hasSize(1);
    RequestImage shown = images.find(newest.get(0).id()).join().orElseThrow();
    assertThat(shown.contentType()).isEqualTo("image/jpeg");
    assertThat(shown.bytes()).isEqualTo(JPEG);
    assertThat(images.find(newest.get(1).id()).join()).isEmpty();
    assertThat(images.find("detections-0-999999").join()).isEmpty();
    assertThat(images.find("detections-99-0").join()).isEmpty();
  }

  @Test
  void keepsItsViewsWhileTheBrokerIsAwayAndGoesOn() throws Exception {
    // Given
    LiveDetections detections = new LiveDetections(log, Clock.systemUTC(), System::nanoTime);
    send(Topics.TRAINING_PROGRESS, "other", progress("other", 1));
    send(Topics.DETECTIONS, "a", detection("a", 0));
    follow();
    await().atMost(LONG).until(() -> points("other") == 1);
    await().atMost(LONG).until(() -> ofCameraA(detections).size() == 1);
    BrokerProbe probe = new BrokerProbe(follower::status, System::nanoTime);
    await().atMost(LONG).until(() -> state(probe).equals(Optional.of(HealthState.UP)));

    // When
    int port = broker.port();
    broker.close();

    // Then
    await().atMost(LONG).until(() -> state(probe).equals(Optional.of(HealthState.AWAY)));
    assertThat(points("other")).isEqualTo(1);
    assertThat(ofCameraA(detections)).hasSize(1);

    // When
    broker = TestBroker.start(directory, port);

    // Then
    send(Topics.TRAINING_PROGRESS, "other", progress("other", 2));
    send(Topics.DETECTIONS, "a", detection("a", 0));
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(points("other")).isEqualTo(2);
              assertThat(browser.data(EventKind.PROGRESS)).hasSize(1);
            });
    assertThat(browser.data(EventKind.PROGRESS)).allMatch(it -> it.contains("\"step\":2"));
    assertThat(state(probe)).contains(HealthState.UP);
    await().atMost(LONG).until(() -> ofCameraA(detections).size() == 2);
  }

  private static List<Detection> ofCameraA(LiveDetections detections) {
    return detections.newest().join().only(Optional.of("a"), 10).items();
  }

  private static Optional<HealthState> state(BrokerProbe probe) {
    return probe.observe().join().map(Observation::state);
  }

  private void follow() {
    follower.start();
    await()
        .atMost(LONG)
        .until(
            () -> {
              announcements.flush();
              return follower.status().partitions() > 0;
            });
  }

  private int points(String run) {
    announcements.flush();
    return runs.find(run).map(found -> found.points().size()).orElse(0);
  }

  private void send(String topic, String key, Event event) throws Exception {
    producer.send(codec.toRecord(topic, key, event, Instant.now())).get();
  }

  private long send(String topic, byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, value)).get().offset();
  }

  private static TrainingProgress progress(String run, long step) {
    return new TrainingProgress(
        run,
        RunState.RUNNING,
        0,
        1,
        0,
        10,
        step,
        10,
        Optional.of(2.5),
        Optional.of(1.5),
        0.01,
        14,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static CheckpointWritten checkpoint(int epoch) {
    return new CheckpointWritten(
        "run-00000" + epoch,
        "run",
        epoch,
        epoch,
        "manifest",
        "detector",
        "preset",
        List.of("hat"),
        1,
        1,
        "ab".repeat(32));
  }

  private static DetectionResult detection(String key, long request) {
    return new DetectionResult(
        key,
        new DetectionResult.ImageSize(320, 240),
        List.of(new DetectedBox("hat", 0.875, 10, 20, 110, 90)),
        new DetectionResult.ServedModel("detector", 2, "run-000001"),
        Optional.of(new DetectionResult.SourceRecord(Topics.DETECTION_REQUESTS, 0, request)),
        new DetectionResult.Timings(2.5, 1.25, 11, 14.75));
  }
}
