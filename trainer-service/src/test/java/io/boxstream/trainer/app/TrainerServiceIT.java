package io.boxstream.trainer.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.rest.problem.Problem;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.trainer.fake.TestDataSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a whole, with a real broker, a real store and the real engine. */
@QuarkusTest
@WithTestResource(LocalPlatform.class)
@OnTestbed
class TrainerServiceIT {

  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final byte[] POISON = "not an image".getBytes(UTF_8);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "boxstream.store.endpoint")
  String endpoint;

  @ConfigProperty(name = "boxstream.store.access-key")
  String accessKey;

  @ConfigProperty(name = "boxstream.store.secret-key")
  String secretKey;

  @TempDir Path directory;

  @BeforeEach
  void awaitReady() {
    Awaitility.await()
        .atMost(LONGEST)
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void trainsWhatIsOnTheLogAroundAPoisonRecord() {
    // Given labelled images on the log, and a record among them that is none
    try (KafkaEventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(bootstrapServers), "test")) {
      for (int seed = 0; seed < 6; seed++) {
        publish(publisher, TestDataSet.image(Split.TRAIN, seed));
      }
      publisher.sendAndWait(
          new ProducerRecord<>(Topics.ANNOTATED_IMAGES, 2, "poison".getBytes(UTF_8), POISON));
      publish(publisher, TestDataSet.image(Split.TRAIN, 6));
      publish(publisher, TestDataSet.image(Split.VAL, 7));
    }

    // When a run is asked for and ends
    String id =
        given()
            .contentType(ContentType.JSON)
            .body("{\"epochs\": 2, \"batch\": 2, \"learningRate\": 0.001, \"seed\": 5}")
            .post("/v1/runs")
            .then()
            .statusCode(202)
            .body("state", equalTo("QUEUED"))
            .extract()
            .path("id");
    ValidatableResponse run = awaitEnd(id);

    // Then it is trained on everything but the poison
    run.body("state", equalTo("COMPLETED"))
        .body("snapshot.train", equalTo(7))
        .body("snapshot.val", equalTo(1))
        .body("snapshot.classes", equalTo(List.of("disc", "square")))
        .body("warnings.code", hasItems("few-validation-images", "no-test-images"))
        .body("step", equalTo(7))
        .body("checkpoints", hasSize(2));
    theStoreHasTheCheckpoint(new CheckpointId(id, 2));
    theLogHasTheNotifications(id);
    thePoisonIsADeadLetterWithItsBytes();
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("boxstream_trainer_steps_total 7.0"))
        .body(containsString("boxstream_trainer_checkpoint_bytes_count 2.0"))
        .body(containsString("boxstream_dead_letters_total{topic=\"annotated-images\"} 1.0"))
        .body(containsString("boxstream_consumer_lag_records{topic=\"annotated-images\"} 0.0"))
        .body(containsString("boxstream_trainer_step_seconds_count{stage=\"learn\"} 7"))
        .body(containsString("boxstream_dataset_images{split=\"train\"} 7.0"));
    aRunOfAGivenTimeTakesThatTime();
    aCheckpointCanBeReproduced(new CheckpointId(id, 2));
  }

  private void aCheckpointCanBeReproduced(CheckpointId checkpoint) {
    String location =
        given()
            .post("/v1/checkpoints/" + checkpoint + "/reproduce")
            .then()
            .statusCode(202)
            .body("checkpoint", equalTo(checkpoint.toString()))
            .extract()
            .header("Location");
    Awaitility.await()
        .atMost(LONGEST)
        .untilAsserted(
            () ->
                given()
                    .get(location)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("SAME"))
                    .body("steps", equalTo(7))
                    .body("repeated.arrangement.images", equalTo(List.of(2)))
                    .body("original.processor", not(emptyOrNullString())));
  }

  private void aRunOfAGivenTimeTakesThatTime() {
    String id =
        given()
            .contentType(ContentType.JSON)
            .body("{\"minutes\": 0.05, \"batch\": 2, \"earlyStopping\": {\"patience\": 100}}")
            .post("/v1/runs")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    ValidatableResponse run = awaitEnd(id);

    run.body("state", equalTo("COMPLETED"))
        .body("minutes", equalTo(0.05f))
        .body("earlyStopping.patience", equalTo(100));
    int steps = run.extract().path("step");
    run.body("steps", equalTo(steps));
    TrainingProgress last =
        events(Topics.TRAINING_PROGRESS, TrainingProgress.class).stream()
            .filter(progress -> progress.runId().equals(id))
            .reduce((before, after) -> after)
            .orElseThrow();
    assertThat(last.budgetSeconds()).contains(3.0);
    try (ObjectStore store =
        ObjectStores.connect(
            StoreSettings.of(endpoint, accessKey, secretKey, LocalPlatform.BUCKET))) {
      CheckpointManifest manifest = new Artifacts(store).checkpoints().latest(id).orElseThrow();
      assertThat(manifest.position().step()).isEqualTo(steps);
      assertThat(manifest.position().time().orElseThrow().elapsedMillis())
          .isGreaterThanOrEqualTo(3000);
    }
  }

  @Test
  void aPageOfAnotherOriginCannotAskForARun() {
    // Given
    int runs = given().get("/v1/runs").then().statusCode(200).extract().path("size()");

    // When a page of another origin and a site under another name post
    refused(
        given()
            .header("Origin", "http://page.example")
            .multiPart("epochs", "1")
            .post("/v1/runs")
            .then(),
        "foreign-origin");
    refused(
        given()
            .header("Host", "page.example:8082")
            .contentType(ContentType.JSON)
            .body("{\"epochs\": 1}")
            .post("/v1/runs")
            .then(),
        "foreign-host");

    // Then there is no new run
    given().get("/v1/runs").then().statusCode(200).body("$", hasSize(runs));
  }

  private static void refused(ValidatableResponse response, String code) {
    response.statusCode(403).contentType(Problem.MEDIA_TYPE).body("code", equalTo(code));
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    problem("{\"recipe\": \"slow\"}", "no recipe slow; there are [classic, quick, thorough]");
    problem("{\"preset\": \"ssd_9\"}", "no preset ssd_9");
    problem("{\"epochs\": 0}", "epochs must be between 1 and 100000, is 0");
    problem("{\"epoch\": 3}", "epoch");
    problem("{\"minutes\": 0}", "minutes must be above 0");
    problem("{\"minutes\": 5, \"epochs\": 3}", "epochs and minutes");
    problem("{\"earlyStopping\": {\"patience\": -1}}", "earlyStopping.patience");
    problem("{\"epochs\": ", "");
    given()
        .get("/v1/runs/nothing")
        .then()
        .statusCode(404)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo("run-not-found"));
    given()
        .post("/v1/runs/nothing/stop")
        .then()
        .statusCode(404)
        .body("code", equalTo("run-not-found"));
    given()
        .post("/v1/checkpoints/nothing-000001/reproduce")
        .then()
        .statusCode(404)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo("reproduction-not-found"))
        .body("detail", equalTo("there is no checkpoint nothing-000001"));
    given()
        .post("/v1/checkpoints/nothing/reproduce")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid-request"));
    for (String path : List.of("/v1/walks", "/v1/runs/nothing/checkpoints")) {
      given()
          .get(path)
          .then()
          .statusCode(404)
          .contentType(Problem.MEDIA_TYPE)
          .body("code", equalTo("not-found"));
    }
    given()
        .get("/v1/runs?limit=0")
        .then()
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo("invalid-request"));
  }

  private static void problem(String body, String detail) {
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/runs")
        .then()
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo("invalid-request"))
        .body("detail", containsString(detail));
  }

  private static ValidatableResponse awaitEnd(String id) {
    Awaitility.await()
        .atMost(LONGEST)
        .until(
            () -> given().get("/v1/runs/" + id).then().extract().<String>path("state"),
            state -> RunState.valueOf(state).isFinal());
    return given().get("/v1/runs/" + id).then().statusCode(200);
  }

  private void theStoreHasTheCheckpoint(CheckpointId id) {
    try (ObjectStore store =
        ObjectStores.connect(
            StoreSettings.of(endpoint, accessKey, secretKey, LocalPlatform.BUCKET))) {
      Artifacts artifacts = new Artifacts(store);
      CheckpointManifest manifest = artifacts.checkpoints().load(id);
      assertThat(manifest.position().step()).isEqualTo(7);
      DetectorArchitecture architecture =
          new DetectorArchitecture(
              Presets.named(manifest.network().preset()), manifest.network().classes());
      Path parameters = artifacts.blobs().fetch(manifest.blobs().parameters(), directory);
      assertThat(new DetectorParameters(architecture).read(parameters).arrays()).isNotEmpty();
      assertThat(artifacts.blobs().read(manifest.blobs().graph().orElseThrow()))
          .asString(UTF_8)
          .contains("\"nodes\"");
      assertThat(artifacts.blobs().contains(manifest.blobs().optimizerState().orElseThrow()))
          .isTrue();
      assertThat(DataSetSnapshot.fromJson(artifacts.snapshots().load(manifest.dataSet().hash())))
          .matches(snapshot -> snapshot.counts().images().train() == 7);
    }
  }

  private void theLogHasTheNotifications(String run) {
    assertThat(events(Topics.CHECKPOINTS, CheckpointWritten.class))
        .filteredOn(notification -> notification.runId().equals(run))
        .extracting(CheckpointWritten::epoch)
        .containsExactly(1, 2);
    assertThat(events(Topics.TRAINING_PROGRESS, TrainingProgress.class))
        .filteredOn(progress -> progress.runId().equals(run))
        .last()
        .matches(last -> last.state() == RunState.COMPLETED && last.step() == 7);
  }

  private void thePoisonIsADeadLetterWithItsBytes() {
    assertThat(records(Topics.deadLetters(Topics.ANNOTATED_IMAGES)))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo(POISON);
              assertThat(letter.key()).asString(UTF_8).isEqualTo("poison");
              assertThat(letter.headers().lastHeader("error.partition").value())
                  .asString(UTF_8)
                  .isEqualTo("2");
            });
  }

  private <T extends Event> List<T> events(String topic, Class<T> type) {
    EventCodec codec = EventCodec.forService("test");
    return records(topic).stream().map(record -> codec.fromRecord(record, type)).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.assignedConsumer(KafkaSettings.of(bootstrapServers), "test", 500)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private static void publish(KafkaEventPublisher publisher, AnnotatedImage image) {
    publisher.publishAndWait(image.id(), image);
  }
}
