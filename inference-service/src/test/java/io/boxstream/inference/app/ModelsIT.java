package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutState;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service with three models, of which two fit into its memory. */
@QuarkusTest
@TestProfile(ModelsIT.ThreeModels.class)
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@OnTestbed
class ModelsIT {
  private static final byte[] IMAGE = TestImages.png(120, 80, 5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @BeforeEach
  void serve() {
    PromotedModel.serving();
    try (ObjectStore store = KafkaAndStore.connect()) {
      Artifacts artifacts = new Artifacts(store);
      promoteFirst(artifacts, "hats", 11);
      promoteFirst(artifacts, "gloves", 21);
    }
  }

  @Test
  void theModelThatARequestNamesAnswersIt() {
    detect("detector").statusCode(200).body("model.name", equalTo("detector"));
    detect("hats")
        .statusCode(200)
        .body("model.name", equalTo("hats"))
        .body("model.checkpointId", containsString("run-0000"))
        .body("boxes", not(empty()));
    given()
        .header("model", "hats")
        .contentType("image/png")
        .body(IMAGE)
        .post("/v1/detect")
        .then()
        .statusCode(200)
        .body("model.name", equalTo("hats"));
    given()
        .multiPart("images", "a.png", IMAGE, "image/png")
        .multiPart("images", "b.png", IMAGE, "image/png")
        .post("/v1/models/hats/detect")
        .then()
        .statusCode(200)
        .body("result.model.name", contains("hats", "hats"));
    given()
        .header("Inference-Header-Content-Length", "0")
        .body(IMAGE)
        .post("/v2/models/hats/infer")
        .then()
        .statusCode(200)
        .body("model_name", equalTo("hats"));
  }

  @Test
  void modelsMakeRoomForOneAnother() {
    // Given one that was used last
    detect("hats").statusCode(200);

    // When another is used
    detect("gloves").statusCode(200).body("model.name", equalTo("gloves"));

    // Then there is one beside the primary one, and the other is loaded again when it is asked for
    when()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .body("name", contains("detector", "gloves", "hats", "nothing-yet"))
        .body("find { it.name == 'detector' }.primary", equalTo(true))
        .body("find { it.name == 'detector' }.state", equalTo("loaded"))
        .body("find { it.name == 'gloves' }.state", equalTo("loaded"))
        .body("find { it.name == 'gloves' }.memoryBytes", greaterThan(10_000_000))
        .body("find { it.name == 'gloves' }.lastUsed", notNullValue())
        .body("find { it.name == 'hats' }.state", equalTo("unloaded"))
        .body("find { it.name == 'hats' }.memoryBytes", nullValue());
    detect("hats").statusCode(200).body("model.name", equalTo("hats"));
    when().get("/q/health/ready").then().statusCode(200);
  }

  @Test
  void aChallengerTakesOfTheMemoryForModels() {
    // Given a model beside the primary one
    detect("hats").statusCode(200);
    try (ObjectStore store = KafkaAndStore.connect();
        TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      CheckpointId challenger = TestCheckpoints.saveFresh(new Artifacts(store), 201, 201);
      PlayedRollout rollout =
          PlayedRollout.of(challenger, RolloutKind.SHADOW, 0.9, PromotedModel.serving());

      // When a challenger comes, for which there is room without it
      rollout.announce(probe, RolloutState.RUNNING);
      rollout.awaitProgress(probe, progress -> progress.withdrawn().isEmpty());

      // Then it has made room, and comes back when the rollout has ended
      detect("hats")
          .statusCode(503)
          .body(
              "detail", containsString("the primary one and the challenger of its rollout leave"));
      rollout.announce(probe, RolloutState.STOPPED);
      await().atMost(TIMEOUT).untilAsserted(() -> detect("hats").statusCode(200));
    }
  }

  @Test
  void aChallengerThatDoesNotFitBesideThePrimaryModelIsWithdrawn() {
    try (ObjectStore store = KafkaAndStore.connect();
        TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      Artifacts artifacts = new Artifacts(store);
      CheckpointId large =
          TestCheckpoints.save(
              artifacts,
              202,
              artifacts.blobs().put(new byte[] {1}),
              Network.of(
                  "ssd_300_vgg16_atrous", TestCheckpoints.CLASSES, Preprocessing.imageNet(300)));
      PlayedRollout rollout =
          PlayedRollout.of(large, RolloutKind.SHADOW, 0.9, PromotedModel.serving());

      rollout.announce(probe, RolloutState.RUNNING);
      RolloutProgress withdrawn =
          rollout.awaitProgress(probe, progress -> progress.withdrawn().isPresent());

      assertThat(withdrawn.withdrawn().orElseThrow())
          .startsWith("the challenger cannot be loaded: it takes ")
          .contains(
              " of the 52 MB for models; set boxstream.inference.models-memory to at least ",
              "M or roll out a smaller network");
      rollout.announce(probe, RolloutState.ROLLED_BACK);
    }
  }

  @Test
  void namesTheModelsWhenOneIsNotThere() {
    detect("shoes")
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("unknown-model"))
        .body(
            "detail",
            equalTo(
                "there is no model shoes; this service has detector, gloves, hats, nothing-yet"));
    when().get("/v1/models/shoes").then().statusCode(404);
    when().get("/v2/models/shoes").then().statusCode(404).body("error", containsString("hats"));
    given()
        .header("model", "gloves")
        .contentType("image/png")
        .body(IMAGE)
        .post("/v1/models/hats/detect")
        .then()
        .statusCode(400)
        .body("detail", containsString("gloves"));
  }

  @Test
  void aModelWithoutAPromotionIsUnavailable() {
    detect("nothing-yet")
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("code", equalTo("model-unavailable"))
        .body("detail", containsString("none of its checkpoints has been promoted"));
    when().get("/v1/models/nothing-yet").then().body("state", equalTo("failed"));
    when().get("/v2/models/nothing-yet/ready").then().statusCode(400);
  }

  @Test
  void requestsOnTheTopicNameTheirModelToo() {
    try (TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      // When
      probe.send(request("topic-gloves", "gloves"));
      probe.send(request("topic-shoes", "shoes"));
      probe.send(Topics.DETECTION_REQUESTS, "topic-default", IMAGE);

      // Then
      assertThat(model(answer(probe, "topic-gloves"))).isEqualTo("gloves");
      assertThat(model(answer(probe, "topic-default"))).isEqualTo("detector");
      ConsumerRecord<byte[], byte[]> letter =
          find(probe, Topics.deadLetters(Topics.DETECTION_REQUESTS), "topic-shoes");
      assertThat(new String(letter.headers().lastHeader("error.stage").value(), UTF_8))
          .isEqualTo("model");
    }
  }

  @Test
  void theOpenInferenceProtocolHasThemAll() {
    detect("hats").statusCode(200);

    when().get("/v2/models/hats").then().statusCode(200).body("name", equalTo("hats"));
    when().get("/v2/models/hats/ready").then().statusCode(200).body("ready", equalTo(true));
    when().get("/v2/models/hats/versions/99/ready").then().statusCode(404);
    given()
        .post("/v2/repository/index")
        .then()
        .statusCode(200)
        .body("name", contains("detector", "gloves", "hats", "nothing-yet"))
        .body("findAll { it.state == 'READY' }.name", hasItems("detector", "hats"));
  }

  @Test
  void aLoadedModelFollowsItsPromotions() {
    // Given
    detect("hats").statusCode(200);

    // When
    try (ObjectStore store = KafkaAndStore.connect();
        TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      Artifacts artifacts = new Artifacts(store);
      int generation = newest(artifacts, "hats") + 1;
      CheckpointId checkpoint =
          TestCheckpoints.saveFresh(artifacts, "hats", 11 + generation, generation);
      TestCheckpoints.promote(artifacts, "hats", generation, checkpoint);
      probe.send(
          EventCodec.forService("evaluator")
              .toRecord(
                  Topics.PROMOTIONS,
                  "hats",
                  new ModelPromoted(
                      "hats",
                      generation,
                      checkpoint.toString(),
                      checkpoint.manifestKey(),
                      "better",
                      "test",
                      0.5,
                      Optional.empty()),
                  Instant.now()));

      // Then
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () -> detect("hats").statusCode(200).body("model.generation", equalTo(generation)));
    }
  }

  private static ValidatableResponse detect(String model) {
    return given()
        .contentType("image/png")
        .body(IMAGE)
        .post("/v1/models/" + model + "/detect")
        .then();
  }

  private static void promoteFirst(Artifacts artifacts, String model, int epoch) {
    if (newest(artifacts, model) == 0) {
      CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, model, epoch, epoch);
      TestCheckpoints.promote(artifacts, model, 1, checkpoint);
    }
  }

  private static int newest(Artifacts artifacts, String model) {
    return artifacts.promotions(model).latest().map(link -> link.generation()).orElse(0);
  }

  private static ProducerRecord<byte[], byte[]> request(String key, String model) {
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), IMAGE);
    request.headers().add("model", model.getBytes(UTF_8));
    return request;
  }

  private static JsonNode answer(TopicProbe probe, String key) {
    try {
      return new ObjectMapper().readTree(find(probe, Topics.DETECTIONS, key).value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConsumerRecord<byte[], byte[]> find(TopicProbe probe, String topic, String key) {
    List<ConsumerRecord<byte[], byte[]>> records =
        probe.read(topic, read -> read.stream().anyMatch(record -> isOf(record, key)));
    return records.stream().filter(record -> isOf(record, key)).findFirst().orElseThrow();
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, String key) {
    return record.key() != null && new String(record.key(), UTF_8).equals(key);
  }

  private static String model(JsonNode answer) {
    return answer.at("/model/name").asText();
  }

  /** Batches of one image on one thread: a model takes 20 MB by estimate. */
  public static final class ThreeModels implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "boxstream.inference.models", "hats,gloves,nothing-yet",
          "boxstream.inference.models-memory", "50M",
          "boxstream.inference.batches.maximum", "1",
          "boxstream.inference.batches.instances", "1");
    }
  }
}
