package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.Topics;
import io.boxstream.images.ContentHash;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packaged services are asked to stop, as by a rolling update: what is in progress ends. */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoppingServiceIT {

  private static final int REQUESTS = 60;

  /** With a broker and a store that answer; the limits of the parts are far above. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  /** Without a request in progress the port is closed within less. */
  private static final Duration SHORTEST_STAY = Duration.ofSeconds(2);

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
  void ingestTakesTheUploadThatIsBeingSent() throws Exception {
    byte[] image = DeadlyImages.harmless(1);
    try (RunningService ingest = surroundings.start("ingest-service").awaitReady();
        HalfSentRequest upload =
            new HalfSentRequest(
                ingest.address("/v1/images"), RunningService.FORM, RunningService.form(image))) {
      assertThat(ingest.upload(DeadlyImages.harmless(2)).statusCode()).isEqualTo(201);

      // When
      ingest.terminate();
      ingest.assertStays(SHORTEST_STAY);

      // Then
      assertThat(upload.finish()).isEqualTo("HTTP/1.1 201 Created");
      ingest.awaitEnd(LONGEST_STOP);
    }
    assertThat(keys(Topics.ANNOTATED_IMAGES, 2))
        .containsExactlyInAnyOrder(ContentHash.of(image), ContentHash.of(DeadlyImages.harmless(2)));
  }

  @Test
  void inferenceAnswersTheRequestThatIsBeingSentAndThoseOnTheTopicOnce() throws Exception {
    PromotedModel.promote(surroundings.artifacts());
    try (RunningService inference = surroundings.start("inference-service").awaitReady()) {
      sendRequests();
      try (HalfSentRequest request =
          new HalfSentRequest(
              inference.address("/v1/detect"), "image/png", DeadlyImages.harmless(11))) {
        assertThat(inference.status("/q/health/live")).isEqualTo(200);

        // When
        inference.terminate();
        inference.assertStays(SHORTEST_STAY);

        // Then
        assertThat(request.finish()).isEqualTo("HTTP/1.1 200 OK");
        inference.awaitEnd(LONGEST_STOP);
      }
    }
    try (RunningService next = surroundings.start("inference-service")) {
      next.awaitReady();
      assertThat(keys(Topics.DETECTIONS, REQUESTS))
          .containsExactlyInAnyOrderElementsOf(names().toList());
    }
  }

  private static void sendRequests() {
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      byte[] image = DeadlyImages.harmless(13);
      names()
          .map(name -> new ProducerRecord<>(Topics.DETECTION_REQUESTS, name.getBytes(UTF_8), image))
          .forEach(publisher::sendAndWait);
    }
  }

  private static Stream<String> names() {
    return IntStream.range(0, REQUESTS).mapToObj(number -> "request-" + number);
  }

  /** The keys of a topic that has so many records. */
  private static List<String> keys(String topic, int least) {
    return Records.of(surroundings.kafka(), topic, least, Duration.ofMinutes(3)).stream()
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }
}
