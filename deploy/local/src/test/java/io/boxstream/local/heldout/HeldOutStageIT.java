package io.boxstream.local.heldout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.RgbImage;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.process.DiskSpace;
import io.boxstream.local.process.OrphanedProcesses;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.PlainProgress;
import io.boxstream.local.service.TopicReader;
import io.boxstream.testbed.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class HeldOutStageIT {

  private static final LabelledBox LABEL = new LabelledBox("hat", 10, 10, 60, 60, false);

  @TempDir private Path temporary;
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private Path work;

  @BeforeEach
  void makeFolders() throws Exception {
    work = Files.createDirectories(temporary.resolve("work"));
  }

  @Test
  void asksForEveryTestImageScoresTheAnswersAndDrawsThem() throws Exception {
    try (TestBroker broker = TestBroker.start(temporary.resolve("broker"));
        Supervisor nothing =
            new Supervisor(
                new OrphanedProcesses(temporary.resolve("processes")),
                DiskSpace.of(temporary),
                notice -> {})) {
      // Given two test images on the log, one of them in the store, one removed, one to train on
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      TopicAdmin.createAll(kafka);
      try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
        byte[] one = png(40);
        byte[] two = png(90);
        BlobReference stored = new Blobs(store).put(two);
        publish(publisher, 1, Split.TEST, new ImageContent.Inline(one));
        publish(publisher, 2, Split.TEST, new ImageContent.Stored(stored.sha256(), stored.size()));
        publish(publisher, 3, Split.TRAIN, new ImageContent.Inline(one));
        publish(publisher, 4, Split.TEST, new ImageContent.Inline(one));
        publisher.publishTombstone(Topics.ANNOTATED_IMAGES, id(4)).get();
      }
      AtomicBoolean done = new AtomicBoolean();
      Thread service = new Thread(() -> answer(kafka, done), "stand-in for inference");
      service.start();

      // When
      HeldOutResult result =
          new HeldOutStage(kafka, new Blobs(store), new ConditionWaiter(nothing), silent())
              .run(
                  new ServedModel(List.of("hat", "person"), 0.5, Map.of()),
                  work,
                  temporary.resolve("drawn"));
      done.set(true);
      service.join();

      // Then
      assertThat(result.images()).isEqualTo(2);
      assertThat(result.answers()).isEqualTo(2);
      assertThat(result.voc07().orElseThrow()).isEqualTo(1.0);
      assertThat(result.perClass()).containsOnlyKeys("hat");
      try (Stream<Path> drawn = Files.list(temporary.resolve("drawn"))) {
        assertThat(drawn.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("photo.jpg", "photo-" + id(2).substring(0, 12) + ".jpg");
      }
    }
  }

  private static void publish(
      EventPublisher publisher, int number, Split split, ImageContent content) {
    publisher.publishAndWait(
        id(number),
        new AnnotatedImage(
            id(number),
            ImageEncoding.PNG,
            100,
            100,
            split,
            List.of(LABEL),
            content,
            new ImageSource("import", "photo.png")));
  }

  private static void answer(KafkaSettings kafka, AtomicBoolean done) {
    try (TopicReader requests = TopicReader.fromBeginning(kafka, Topics.DETECTION_REQUESTS);
        EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
      while (!done.get()) {
        for (ConsumerRecord<byte[], byte[]> request : requests.poll(Duration.ofMillis(100))) {
          String key = new String(request.key(), StandardCharsets.UTF_8);
          boolean low =
              CloudEventHeaders.text(request.headers(), "threshold").equals(Optional.of("0.01"));
          publisher.publishAndWait(key, result(key, low));
        }
      }
    }
  }

  /** Finds the hat with a score that the served threshold might leave out. */
  private static DetectionResult result(String key, boolean low) {
    return new DetectionResult(
        key,
        new DetectionResult.ImageSize(100, 100),
        low ? List.of(new DetectedBox("hat", 0.02, 11, 11, 61, 61)) : List.of(),
        new DetectionResult.ServedModel("detector", 1, "run-000001"),
        Optional.empty(),
        new DetectionResult.Timings(1, 1, 1, 3));
  }

  private static String id(int number) {
    return String.valueOf(number).repeat(64);
  }

  private static byte[] png(int grey) {
    byte[] rgb = new byte[3 * 100 * 100];
    Arrays.fill(rgb, (byte) grey);
    return new ImageEncoder().png(new RgbImage(100, 100, rgb));
  }

  private static PlainProgress silent() {
    return new PlainProgress(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        Clock.systemUTC());
  }
}
