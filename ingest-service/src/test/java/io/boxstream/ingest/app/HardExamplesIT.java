package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Zips;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hard examples from the topic to the data set: listed, answered, dismissed, exported. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class HardExamplesIT {

  private static final String EXAMPLES = "/v1/hard-examples";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String BOXES =
      """
      {"boxes": [{"label": "hat", "score": 0.5, "xMin": 1, "yMin": 2, "xMax": 30, "yMax": 40}]}
      """;

  RunningTestbed testbed;

  @Inject EventPublisher publisher;
  @Inject ObjectStore store;

  @TempDir Path directory;

  private final ObjectMapper mapper = new ObjectMapper();

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anExampleIsListedAndShown() {
    byte[] image = Samples.jpeg(64, 48, 50_101);
    String id = published(image, 0.75, HardExampleReason.NOTHING_FOUND);

    given()
        .get(EXAMPLES + "?reason=nothing-found&limit=1")
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(id)))
        .body("items[0].state", equalTo("open"))
        .body("items[0].score", is(0.75f))
        .body("items[0].boxes[0].label", equalTo("hat"))
        .body("items[0].size.width", is(64))
        .body("items[0].model.generation", is(3))
        .body("items[0].request.key", equalTo("camera-7"));
    given()
        .get(EXAMPLES + "/" + id)
        .then()
        .statusCode(200)
        .body("reasons[0]", equalTo("nothing-found"));
    assertThat(given().get(EXAMPLES + "/" + id + "/file").asByteArray()).isEqualTo(image);
    assertThat(given().get(EXAMPLES + "/" + id + "/file/" + id + ".jpg").asByteArray())
        .isEqualTo(image);
    given()
        .get(EXAMPLES + "/" + id + "/thumbnail?size=32")
        .then()
        .statusCode(200)
        .contentType("image/jpeg");
    given()
        .get(EXAMPLES + "/summary")
        .then()
        .statusCode(200)
        .body("total", greaterThanOrEqualTo(1))
        .body("reasons.nothing-found", greaterThanOrEqualTo(1));
    given().get(EXAMPLES + "?state=answered").then().body("items.id", not(hasItem(id)));
    given().get(EXAMPLES + "?state=lost").then().statusCode(400);
    given().get(EXAMPLES + "?order=7").then().statusCode(400);
    given().get(EXAMPLES + "?reason=7").then().statusCode(400);
    given().get(EXAMPLES + "?after=7").then().statusCode(400);
    given().get(EXAMPLES + "/" + "ab".repeat(32)).then().statusCode(404);
  }

  @Test
  void anAnswerMakesItATrainingImage() {
    byte[] image = Samples.jpeg(64, 48, 50_102);
    String id = published(image, 0.5, HardExampleReason.LOW_CONFIDENCE);

    // labels that fail the checks of an upload leave it open
    answer(id, BOXES.replace("30", "1")).statusCode(422);
    given().get(EXAMPLES + "/" + id).then().body("state", equalTo("open"));

    answer(id, BOXES)
        .statusCode(201)
        .body("id", equalTo(id))
        .body("split", equalTo("train"))
        .body("outcome", equalTo("accepted"));

    given()
        .get("/v1/images/" + id)
        .then()
        .statusCode(200)
        .body("source.kind", equalTo("hard-example"))
        .body("boxes[0].xMax", is(30f));
    given().get(EXAMPLES + "/" + id).then().body("state", equalTo("answered"));
    answer(id, BOXES).statusCode(409).body("code", equalTo("answered"));
    given().delete(EXAMPLES + "/" + id).then().statusCode(409);
    answer("ab".repeat(32), BOXES).statusCode(404);
  }

  @Test
  void aDismissedExampleStaysDismissed() {
    byte[] image = Samples.jpeg(64, 48, 50_103);
    String id = published(image, 0.5, HardExampleReason.LOW_CONFIDENCE);

    given().delete(EXAMPLES + "/" + id).then().statusCode(204);
    given().delete(EXAMPLES + "/" + id).then().statusCode(204);
    publish(image, 0.9, HardExampleReason.CONFLICTING_CLASSES);

    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                given()
                    .get(EXAMPLES + "/" + id)
                    .then()
                    .body("score", is(0.9f))
                    .body("state", equalTo("dismissed")));
    given().get(EXAMPLES).then().body("items.id", not(hasItem(id)));
    given().get(EXAMPLES + "?state=dismissed").then().body("items.id", hasItem(id));
    answer(id, BOXES).statusCode(409).body("code", equalTo("dismissed"));
    assertThat(TopicReader.records(testbed.bootstrapServers(), Topics.HARD_EXAMPLES, id))
        .filteredOn(record -> record.value() == null)
        .hasSize(1);
    given().delete(EXAMPLES + "/" + "ab".repeat(32)).then().statusCode(404);
  }

  @Test
  void manyAreDismissedByIdOrReason() {
    String first = published(Samples.jpeg(64, 48, 70_101), 0.1, HardExampleReason.NOTHING_FOUND);
    String second = published(Samples.jpeg(64, 48, 70_102), 0.1, HardExampleReason.NOTHING_FOUND);

    dismiss("{\"ids\": [\"%s\", \"%s\"], \"caller\": \"anna\"}".formatted(first, "ab".repeat(32)))
        .body("results.status", equalTo(List.of(204, 404)))
        .body("succeeded", is(1));
    dismiss("{\"reason\": \"nothing-found\"}").body("results.id", hasItem(second));

    given().get(EXAMPLES + "/" + first).then().body("state", equalTo("dismissed"));
    given().get(EXAMPLES + "/" + second).then().body("state", equalTo("dismissed"));
    assertThat(TopicReader.records(testbed.bootstrapServers(), Topics.HARD_EXAMPLES, first))
        .filteredOn(record -> record.value() == null)
        .extracting(record -> CloudEventHeaders.text(record.headers(), EventCodec.CALLER_HEADER))
        .containsExactly(Optional.of("anna"));
  }

  private static ValidatableResponse dismiss(String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post(EXAMPLES + "/dismiss")
        .then()
        .statusCode(200);
  }

  @Test
  void aLargeImageIsReadFromTheQuarantine() {
    byte[] image = Samples.jpeg(64, 48, 50_104);
    Blobs.ofQuarantine(store, Clock.systemUTC()).put(image);
    String id = Sha256.of(image);
    publisher.publishAndWait(
        id,
        example(
            id, new ImageContent.Stored(id, image.length), 0.5, HardExampleReason.LOW_CONFIDENCE));
    awaitListed(id);

    assertThat(given().get(EXAMPLES + "/" + id + "/file").asByteArray()).isEqualTo(image);
    answer(id, BOXES).statusCode(201);
    assertThat(given().get("/v1/images/" + id + "/file").asByteArray()).isEqualTo(image);
  }

  @Test
  void tasksForLabelStudioComeBackAsAnswers() throws IOException {
    byte[] image = Samples.jpeg(64, 48, 50_105);
    String id = published(image, 0.5, HardExampleReason.GENERATIONS_DISAGREE);

    Map<String, byte[]> files =
        export("format=label-studio&reason=generations-disagree&state=open");
    JsonNode tasks = mapper.readTree(files.get("tasks.json"));
    assertThat(tasks).hasSize(1);
    String address = tasks.at("/0/data/image").asText();
    assertThat(address).startsWith("http://").endsWith("/file/" + id + ".jpg");
    assertThat(given().get(address).asByteArray()).isEqualTo(image);
    assertThat(files.get("images/" + id + ".jpg")).isEqualTo(image);

    // When a person submits the prediction as it is
    ObjectNode task = (ObjectNode) tasks.get(0);
    ObjectNode annotation = task.putArray("annotations").addObject();
    annotation.put("id", 1).put("was_cancelled", false);
    annotation.set("result", task.at("/predictions/0/result"));
    Map<String, byte[]> labelled = new LinkedHashMap<>(files);
    labelled.put("tasks.json", mapper.writeValueAsBytes(tasks));

    imported(labelled)
        .body("format", equalTo("Label Studio JSON, 1 file"))
        .body("images.accepted", is(1));
    assertAnswered(id);
  }

  @Test
  void tasksForCvatComeBackAsAnswers() throws IOException {
    byte[] image = Samples.jpeg(64, 48, 50_106);
    String id = published(image, 0.5, HardExampleReason.MANY_NEAR_THRESHOLD);

    Map<String, byte[]> files = export("format=cvat&reason=many-near-threshold");

    imported(files)
        .body("format", equalTo("CVAT for images, 1 file"))
        .body("images.accepted", is(1));
    assertAnswered(id);
    assertThat(export("format=cvat&reason=many-near-threshold"))
        .containsOnlyKeys("annotations.xml");
    given().get(EXAMPLES + "/export?format=voc").then().statusCode(400);
  }

  @Test
  void theFirstModelThatWasTrainedWithItIsKnown() {
    String id = published(Samples.jpeg(64, 48, 50_107), 0.5, HardExampleReason.LOW_CONFIDENCE);
    answer(id, BOXES).statusCode(201);
    String snapshot =
        new DataSetSnapshots(store)
            .save(
                """
                {"version": 1, "images": [{"id": "%s", "split": "train", "width": 64, "height": 48,
                  "boxes": []}]}
                """
                    .formatted(id)
                    .getBytes(UTF_8));

    publisher.publishAndWait(
        "r-50107",
        new CheckpointWritten(
            "r-50107-000001",
            "r-50107",
            1,
            10,
            "runs/r-50107/checkpoints/000001.json",
            "detector",
            "tiny",
            List.of("hat"),
            1,
            1,
            snapshot));

    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> given().get(EXAMPLES + "/" + id).then().body("modelAt", notNullValue()));
    assertThat(given().get("/q/metrics").asString())
        .containsPattern("boxstream_ingest_hard_examples_time_to_model_seconds_count [1-9]");
  }

  private ValidatableResponse answer(String id, String boxes) {
    return given()
        .contentType(ContentType.JSON)
        .body(boxes)
        .put(EXAMPLES + "/" + id + "/annotations")
        .then();
  }

  private static void assertAnswered(String id) {
    given().get(EXAMPLES + "/" + id).then().body("state", equalTo("answered"));
    given()
        .get("/v1/images/" + id)
        .then()
        .statusCode(200)
        .body("boxes[0].label", equalTo("hat"))
        .body("boxes[0].xMax", is(30f));
  }

  private Map<String, byte[]> export(String query) throws IOException {
    byte[] zip =
        given().get(EXAMPLES + "/export?" + query).then().statusCode(200).extract().asByteArray();
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private ValidatableResponse imported(Map<String, byte[]> files) throws IOException {
    Path zip = Zips.write(directory.resolve("labelled.zip"), files);
    String id =
        given()
            .contentType("application/zip")
            .body(Files.readAllBytes(zip))
            .post("/v1/imports")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> given().get("/v1/imports/" + id).then().body("state", equalTo("DONE")));
    return given().get("/v1/imports/" + id).then();
  }

  private String published(byte[] image, double score, HardExampleReason reason) {
    String id = publish(image, score, reason);
    awaitListed(id);
    return id;
  }

  private String publish(byte[] image, double score, HardExampleReason reason) {
    String id = Sha256.of(image);
    publisher.publishAndWait(id, example(id, new ImageContent.Inline(image), score, reason));
    return id;
  }

  private static void awaitListed(String id) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> given().get(EXAMPLES + "/" + id).then().statusCode(200));
  }

  private static HardExample example(
      String id, ImageContent content, double score, HardExampleReason reason) {
    return new HardExample(
        id,
        List.of(reason),
        List.of(new DetectedBox("hat", 0.5, 1, 2, 30, 40)),
        content,
        Optional.of(score),
        Optional.of(ImageEncoding.JPEG),
        Optional.of(new ImageSize(64, 48)),
        Optional.of(new ServedModel("detector", 3, "run-000003")),
        Optional.of(
            new HardExample.Request(Instant.now().minusSeconds(60), "camera-7", Optional.empty())));
  }
}
