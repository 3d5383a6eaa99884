package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.images.ContentHash;
import io.boxstream.local.LocalCheckout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packaged services meet images that kill the process with a signal: each dies twice, and then the
 * image is in quarantine, or a dead letter, or named as what a run failed on.
 */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashingImageIT {

  private static final int NEIGHBOURS = 5;
  private static final String RUNS = "/v1/runs";

  @TempDir private static Path directory;
  private static Surroundings surroundings;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    surroundings = new Surroundings(directory);
  }

  @AfterAll
  static void stop() {
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  @Tag("soak")
  void anImageThatKillsIngestEndsInQuarantineAndItsNeighboursOnTheLogOnce() throws Exception {
    byte[] sent = DeadlyImages.deadly(1);
    byte[] archived = DeadlyImages.deadly(2);

    // When an upload kills the service, and again when it is repeated
    try (RunningService ingest = ingest()) {
      assertThat(ingest.upload(DeadlyImages.harmless(3)).statusCode()).isEqualTo(201);
      assertThatThrownBy(() -> ingest.upload(sent)).isInstanceOf(IOException.class);
      ingest.awaitDeath();
    }
    try (RunningService ingest = ingest()) {
      assertThatThrownBy(() -> ingest.upload(sent)).isInstanceOf(IOException.class);
      ingest.awaitDeath();
    }

    // Then it is in quarantine
    String importId;
    try (RunningService ingest = ingest()) {
      HttpResponse<String> refused = ingest.upload(sent);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
      assertThat(refused.body()).contains("crashed-decoder");
      assertQuarantined(ingest, sent);

      // And when an image of an import kills the service, and again when the import continues
      importId =
          RunningService.json(ingest.post("/v1/imports", "application/zip", archive(archived)))
              .path("id")
              .asText();
      ingest.awaitDeath();
    }
    try (RunningService ingest = surroundings.start("ingest-service")) {
      ingest.awaitDeath();
    }

    // Then the import ends with its other images
    try (RunningService ingest = ingest()) {
      JsonNode status = completed(ingest, importId);
      assertThat(status.at("/images/accepted").asInt()).as("%s", status).isEqualTo(NEIGHBOURS);
      assertThat(status.at("/images/rejected").asInt()).isOne();
      assertThat(status.at("/rejections/crashed-decoder").asInt()).isOne();
      assertQuarantined(ingest, archived);
      assertThat(ingest.text("/q/metrics"))
          .contains("boxstream_crash_refused_images 2.0")
          .contains("boxstream_crash_suspected_images 0.0");
    }
    assertThat(records(Topics.ANNOTATED_IMAGES, 1 + NEIGHBOURS))
        .extracting(record -> new String(record.key(), UTF_8))
        .doesNotHaveDuplicates()
        .contains(ContentHash.of(DeadlyImages.harmless(3)))
        .hasSize(1 + NEIGHBOURS);
  }

  @Test
  void aRequestThatKillsInferenceBecomesADeadLetterAndItsNeighboursAreAnswered() throws Exception {
    byte[] deadly = DeadlyImages.deadly(11);
    PromotedModel.promote(surroundings.artifacts());
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      for (int i = 0; i < NEIGHBOURS; i++) {
        publisher.sendAndWait(request("before-" + i, DeadlyImages.harmless(20 + i)));
      }
      publisher.sendAndWait(request("deadly", deadly));
      publisher.sendAndWait(request("after", DeadlyImages.harmless(30)));
    }

    // When it kills the service twice
    for (int death = 0; death < 2; death++) {
      try (RunningService inference = inference()) {
        inference.awaitDeath();
      }
    }

    // Then
    try (RunningService inference = inference()) {
      List<ConsumerRecord<byte[], byte[]>> dead =
          records(Topics.deadLetters(Topics.DETECTION_REQUESTS), 1);
      assertThat(dead).singleElement().extracting(ConsumerRecord::value).isEqualTo(deadly);
      assertThat(records(Topics.DETECTIONS, NEIGHBOURS + 1))
          .extracting(record -> new String(record.key(), UTF_8))
          .contains("before-0", "before-1", "before-2", "before-3", "before-4", "after")
          .doesNotContain("deadly");
      inference.awaitReady();
      HttpResponse<String> refused = inference.post("/v1/detect", "image/png", deadly);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("crashed-decoder");
      assertThat(inference.post("/v1/detect", "image/png", DeadlyImages.harmless(31)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  @Tag("soak")
  void anImageThatKillsTheTrainerEndsTheRunWithItsName() throws Exception {
    // Given images of which one kills
    Surroundings own = new Surroundings(Files.createDirectory(directory.resolve("trainer")));
    try {
      byte[] deadly = DeadlyImages.deadly(41);
      try (EventPublisher publisher = KafkaEventPublisher.connect(own.kafka(), "test")) {
        for (int i = 0; i < NEIGHBOURS; i++) {
          publish(publisher, DeadlyImages.harmless(50 + i), Split.TRAIN);
        }
        publish(publisher, DeadlyImages.harmless(49), Split.VAL);
        publish(publisher, deadly, Split.TRAIN);
      }

      // When a run kills the service twice
      String run;
      try (RunningService trainer = trainer(own).awaitReady()) {
        run = ask(trainer);
        trainer.awaitDeath();
      }
      try (RunningService trainer = trainer(own)) {
        trainer.awaitDeath();
      }

      // Then it fails, the service lives, and the image is where it was
      try (RunningService trainer = trainer(own).awaitReady()) {
        JsonNode status = failed(trainer, run);
        assertThat(status.toString())
            .contains(ContentHash.of(deadly))
            .contains("is not read again");

        // And the next run leaves the image out and says so
        JsonNode next = ended(trainer, ask(trainer));
        assertThat(next.path("state").asText()).as("%s", next).isEqualTo("COMPLETED");
        assertThat(next.path("warnings").toString())
            .contains("images-left-out")
            .contains(ContentHash.of(deadly));
      }
    } finally {
      own.close();
    }
  }

  private static RunningService ingest() throws IOException {
    return surroundings.start("ingest-service").awaitReady();
  }

  /** The group notices the death of its member within two seconds, not 45. */
  private static RunningService inference() throws IOException {
    return surroundings.start(
        "inference-service",
        "-Dkafka.session.timeout.ms=2000",
        "-Dkafka.heartbeat.interval.ms=500");
  }

  private static RunningService trainer(Surroundings own) throws IOException {
    return own.start(
        "trainer-service",
        "-Dboxstream.trainer.start.automatic=false",
        "-Dboxstream.trainer.preset=" + PromotedModel.PRESET);
  }

  private static void assertQuarantined(RunningService ingest, byte[] image) throws Exception {
    String hash = ContentHash.of(image);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(ingest.get("/v1/rejected-images").toString())
                    .contains(hash)
                    .contains("crashed-decoder"));
    Blobs blobs = new Blobs(surroundings.store());
    assertThat(blobs.read(blobs.quarantined(hash, image.length))).isEqualTo(image);
  }

  private static JsonNode completed(RunningService ingest, String id) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> ingest.get("/v1/imports/" + id),
            status -> !status.path("state").asText().equals("RUNNING"));
  }

  private static String ask(RunningService trainer) throws IOException, InterruptedException {
    HttpResponse<String> asked =
        trainer.post(RUNS, "application/json", "{\"epochs\":1,\"batch\":2}".getBytes(UTF_8));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    return RunningService.json(asked).path("id").asText();
  }

  private static JsonNode ended(RunningService trainer, String run) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> trainer.get(RUNS + "/" + run),
            status -> !Set.of("QUEUED", "RUNNING").contains(status.path("state").asText()));
  }

  private static JsonNode failed(RunningService trainer, String run) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> trainer.get(RUNS + "/" + run),
            status -> status.toString().contains("image-unreadable"));
  }

  /** Images without objects, the deadly one between them. */
  private static byte[] archive(byte[] deadly) throws IOException {
    Map<String, byte[]> images = new HashMap<>();
    for (int i = 0; i < NEIGHBOURS; i++) {
      images.put(i + ".png", DeadlyImages.harmless(60 + i));
    }
    images.put("deadly.png", deadly);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
      for (Map.Entry<String, byte[]> image : images.entrySet()) {
        zip.putNextEntry(new ZipEntry("images/" + image.getKey()));
        zip.write(image.getValue());
        zip.putNextEntry(new ZipEntry("labels/" + image.getKey().replace(".png", ".txt")));
      }
      zip.putNextEntry(new ZipEntry("data.yaml"));
      zip.write("names: [hat]\n".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static ProducerRecord<byte[], byte[]> request(String key, byte[] image) {
    return new ProducerRecord<>(Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), image);
  }

  private static void publish(EventPublisher publisher, byte[] image, Split split) {
    String id = ContentHash.of(image);
    publisher
        .publish(
            id,
            new AnnotatedImage(
                id,
                ImageEncoding.PNG,
                64,
                48,
                split,
                List.of(new LabelledBox("hat", 5, 5, 40, 40, false)),
                new ImageContent.Inline(image),
                new ImageSource("http", "a.png")))
        .join();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic, int least) {
    return Records.of(surroundings.kafka(), topic, least, Duration.ofMinutes(3));
  }
}
