package io.boxstream.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.live.EventKind;
import io.boxstream.console.live.LiveHub;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and views over HTTP, with a real broker. */
@QuarkusTest
@QuarkusTestResource(value = LiveTestbed.class, restrictToAnnotatedClass = true)
class LiveIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2};

  @TestHTTPResource("/")
  URI console;

  @Inject LiveHub hub;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = LiveTestbed.INFERENCE)
  URI inference;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final EventCodec codec = EventCodec.forService("test");
  private Producer<byte[], byte[]> producer;

  @BeforeEach
  void connect() {
    producer = KafkaClients.producer(KafkaSettings.of(brokers), "test");
  }

  @AfterEach
  void disconnect() {
    producer.close();
  }

  @Test
  void streamsHealthAndWhatIsNew() throws Exception {
    // Given
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    HttpResponse<Stream<String>> stream =
        http.send(request("/api/events"), HttpResponse.BodyHandlers.ofLines());
    Thread reader = new Thread(() -> stream.body().forEach(lines::add));
    reader.setDaemon(true);
    reader.start();
    await()
        .atMost(LONG)
        .until(
            () ->
                lines.stream()
                    .anyMatch(
                        line ->
                            line.contains("\"inference\":{\"state\":\"UP\"")
                                && line.contains("\"trainer\":{\"state\":\"AWAY\"")
                                && line.contains("\"broker\":{\"state\":\"UP\"")));

    // When
    send(
        Topics.PROMOTIONS,
        "detector",
        new ModelPromoted(
            "detector", 3, "r-1", "key", "worse\nat night", "hand", 0.5, Optional.of("Ana")));

    // Then
    await()
        .atMost(LONG)
        .until(() -> lines.contains("event: promotion") && lines.contains("event: counts"));
    assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(lines).first().isEqualTo("event: hello");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("data: ") && line.contains("worse\\nat night"));
    stream.body().close();
  }

  @Test
  void cutsOffABrowserThatDoesNotRead() throws Exception {
    // Given
    await().atMost(LONG).until(() -> hub.browsers() == 0);
    long before = hub.cutOff();
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), console.getPort()));
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
              .formatted(console.getPort())
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      await().atMost(LONG).until(() -> hub.browsers() > 0);
      Map<String, String> event = Map.of("id", "x".repeat(10_000));

      // When
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                for (int count = 0; count < 50; count++) {
                  hub.publish(EventKind.FINDING, event);
                }
                return hub.cutOff() > before;
              });
    }

    // Then
    assertThat(hub.cutOff()).isEqualTo(before + 1);
  }

  @Test
  void asksAServiceOnceForFiftyBrowsers() throws Exception {
    // Given
    int before = count("/v1/model");

    // When
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int browser = 0; browser < 50; browser++) {
      answers.add(http.sendAsync(request("/api/overview"), HttpResponse.BodyHandlers.ofString()));
    }
    answers.forEach(CompletableFuture::join);

    // Then
    JsonNode overview = mapper.readTree(answers.get(49).join().body());
    assertThat(overview.path("model").path("generation").asInt()).isEqualTo(7);
    assertThat(overview.path("away")).hasSize(3);
    // Slow machines take longer than the two seconds that an answer counts.
    assertThat(count("/v1/model") - before).isBetween(1, 5);
  }

  @Test
  void showsAlertsThatFire() throws Exception {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonNode alerts = json("/api/overview").path("alerts");
              assertThat(alerts.path("away").asBoolean(true)).isFalse();
              assertThat(alerts.at("/items/0/summary").asText())
                  .isEqualTo("The evaluator service does not answer");
              assertThat(alerts.at("/items/0/critical").asBoolean()).isTrue();
              assertThat(alerts.path("link").asText())
                  .isEqualTo(inference.resolve("/prometheus/alerts").toString());
            });
  }

  @Test
  void showsWhatOperatorsLookAt() throws Exception {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonNode operations = json("/api/operations");
              JsonNode last = operations.path("services").path(3);
              assertThat(last.path("name").asText()).isEqualTo("inference");
              assertThat(last.path("version").asText()).isEqualTo("9.8.7");
              assertThat(last.path("vitals").path("uptimeSeconds").asDouble()).isEqualTo(60);
              assertThat(last.path("vitals").path("queues").path(0).path("value").asInt())
                  .isEqualTo(3);
              assertThat(operations.path("broker").path("state").asText()).isEqualTo("UP");
              assertThat(operations.path("console").path("heapUsedBytes").asLong()).isPositive();
            });
  }

  @Test
  void showsTopicsAndConsumerGroups() throws Exception {
    // Given a group that has read one of two records
    for (int count = 0; count < 2; count++) {
      producer.send(new ProducerRecord<>(Topics.EVALUATIONS, 0, new byte[] {1}, PNG)).get();
    }
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.groupConsumer(KafkaSettings.of(brokers), "live-it", 1)) {
      TopicPartition partition = new TopicPartition(Topics.EVALUATIONS, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end - 1)));
    }

    // Then
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonNode kafka = json("/api/operations").path("kafka");
              assertThat(kafka.path("answers").asBoolean()).isTrue();
              assertThat(kafka.path("nodes").asInt()).isEqualTo(1);
              JsonNode topic = named(kafka.path("topics"), Topics.EVALUATIONS);
              assertThat(topic.path("partitions").asInt()).isPositive();
              assertThat(topic.path("unhealthy").asInt(-1)).isZero();
              assertThat(topic.path("end").asLong()).isGreaterThanOrEqualTo(2);
              JsonNode group = named(kafka.path("groups"), "live-it");
              assertThat(group.path("state").asText()).isEqualTo("Empty");
              assertThat(group.path("members").asInt(-1)).isZero();
              assertThat(group.path("lag").asLong()).isEqualTo(1);
            });
  }

  private static JsonNode named(JsonNode all, String name) {
    for (JsonNode one : all) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not among " + all);
  }

  @Test
  void showsDetectionsWithTheirImages() throws Exception {
    // Given
    long offset =
        producer
            .send(new ProducerRecord<>(Topics.DETECTION_REQUESTS, 0, new byte[] {1}, PNG))
            .get()
            .offset();
    send(
        Topics.DETECTIONS,
        "camera-7",
        new DetectionResult(
            "camera-7",
            new DetectionResult.ImageSize(320, 240),
            List.of(new DetectedBox("hat", 0.875, 10, 20, 110, 90)),
            new DetectionResult.ServedModel("detector", 2, "r-1"),
            Optional.of(new DetectionResult.SourceRecord(Topics.DETECTION_REQUESTS, 0, offset)),
            new DetectionResult.Timings(2.5, 1.25, 11, 14.75)));

    // When
    await()
        .atMost(LONG)
        .until(() -> json("/api/live/detections?key=camera-7").path("items").size() == 1);
    JsonNode detection = json("/api/live/detections?key=camera-7&limit=1").path("items").path(0);
    HttpResponse<byte[]> image =
        http.send(
            request(detection.path("image").asText()), HttpResponse.BodyHandlers.ofByteArray());

    // Then
    assertThat(detection.has("request")).isFalse();
    assertThat(detection.path("boxes").path(0).path("label").asText()).isEqualTo("hat");
    assertThat(image.body()).isEqualTo(PNG);
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(image.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(status("/api/live/detections/detections-0-99999/image")).isEqualTo(404);
    assertThat(status("/api/live/detections?limit=0")).isEqualTo(400);
  }

  @Test
  void knowsNothingOfARunThatHasNotReported() throws Exception {
    assertThat(status("/api/runs/unknown/progress")).isEqualTo(404);
  }

  private int count(String address) throws Exception {
    return Integer.parseInt(
        http.send(
                HttpRequest.newBuilder(inference.resolve("/count?" + address)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private JsonNode json(String address) throws Exception {
    return mapper.readTree(
        http.send(request(address), HttpResponse.BodyHandlers.ofString()).body());
  }

  private int status(String address) throws Exception {
    return http.send(request(address), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest request(String address) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(console.getPort(), address)))
        .build();
  }

  private void send(String topic, String key, Event event) throws Exception {
    producer.send(codec.toRecord(topic, key, event, Instant.now())).get();
  }
}
