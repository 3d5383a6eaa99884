package io.boxstream.inference.app;

import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** From a service without a model to answers. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@OnTestbed
class FirstModelIT {
  private static final String GROUP = "boxstream-inference";

  @Test
  void requestsWaitForTheFirstModelAndAreAnsweredByIt() throws Exception {
    String brokers = KafkaAndStore.brokers();
    TopicAdmin.createAll(brokers);
    byte[] jpeg = TestImages.jpeg(200, 100, 1);
    byte[] text = "hat at 10, 20".getBytes(UTF_8);
    String topics = "checks.find { it.name == 'topics' }.data.";
    try (TopicProbe probe = new TopicProbe(brokers);
        ObjectStore store = KafkaAndStore.connect()) {
      // Given three images and a text among the requests, and no model
      probe.send(Topics.DETECTION_REQUESTS, "camera-1", jpeg);
      probe.send(Topics.DETECTION_REQUESTS, "camera-2", text);
      probe.send(Topics.DETECTION_REQUESTS, null, TestImages.png(64, 48, 2));
      probe.send(Topics.DETECTION_REQUESTS, "camera-3", TestImages.rotated(jpeg));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  when()
                      .get("/q/health/live")
                      .then()
                      .body(topics + "'detection-requests'", equalTo("paused"))
                      .body(topics + "'detection-requests.partitions'", equalTo(6)));
      when().get("/v1/model").then().statusCode(503);
      assertThat(probe.count(Topics.DETECTIONS)).isZero();
      assertThat(probe.committed(GROUP)).isZero();

      // When the first model is promoted, without a notification
      Artifacts artifacts = new Artifacts(store);
      TestCheckpoints.promote(artifacts, 1, TestCheckpoints.saveFresh(artifacts, 1, 1));

      // Then the images are answered, and the text is a dead letter with its bytes
      Map<String, JsonNode> results =
          probe.read(Topics.DETECTIONS, records -> records.size() >= 3).stream()
              .map(FirstModelIT::json)
              .collect(
                  Collectors.toMap(
                      result -> result.at("/requestKey").asText(), Function.identity()));
      assertThat(results).containsOnlyKeys("camera-1", "camera-3", "");
      assertThat(results.get("camera-1").at("/image").toString())
          .isEqualTo("{\"width\":200,\"height\":100}");
      assertThat(results.get("camera-3").at("/image").toString())
          .isEqualTo("{\"width\":100,\"height\":200}");
      assertThat(results.values())
          .allSatisfy(
              result -> {
                assertThat(result.at("/model/generation").asLong()).isEqualTo(1);
                assertThat(result.at("/model/checkpointId").asText()).isEqualTo("run-000001");
                assertThat(result.at("/boxes")).isNotEmpty();
              });
      ConsumerRecord<byte[], byte[]> letter =
          probe
              .read(Topics.deadLetters(Topics.DETECTION_REQUESTS), records -> !records.isEmpty())
              .get(0);
      assertThat(letter.value()).isEqualTo(text);
      assertThat(new String(letter.key(), UTF_8)).isEqualTo("camera-2");
      assertThat(header(letter, "error.stage")).isEqualTo("decode");
      assertThat(header(letter, "error.message")).contains("not JPEG, PNG, WebP, BMP or TIFF");
      await().atMost(Duration.ofSeconds(30)).until(() -> probe.committed(GROUP) == 4);
      when().get("/q/health/ready").then().statusCode(200);
    }
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new ObjectMapper().readTree(record.value());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = Objects.requireNonNull(record.headers().lastHeader(name), name);
    return new String(header.value(), UTF_8);
  }
}
