package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelDigest;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelFindings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import io.boxstream.events.Topics;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.Thumbnails;
import io.boxstream.ingest.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What looks wrong in the data set, as users see and dismiss it. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class SuspectsIT {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final byte[] LABELS =
      "{\"boxes\":[{\"label\":\"hat\",\"xMin\":0,\"yMin\":0,\"xMax\":59,\"yMax\":59}]}"
          .getBytes(UTF_8);

  RunningTestbed testbed;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anImageThatLooksLikeOneOfTestGoesToTestAndTheAnswerSaysSo() {
    byte[] image = Samples.jpeg(WIDTH, HEIGHT, 40_001);
    String tested = Sha256.of(image);
    upload("tested.jpg", image, LABELS, "test").then().statusCode(201);

    Response answer = upload("again.jpg", smaller(image), LABELS, null);

    answer
        .then()
        .statusCode(201)
        .body("outcome", equalTo("accepted"))
        .body("split", equalTo("test"))
        .body("nearDuplicate.id", equalTo(tested))
        .body("nearDuplicate.split", equalTo("test"))
        .body("nearDuplicate.joined", is(true));
  }

  @Test
  void anImageWhoseSplitIsNamedStaysThereAndIsASuspectThatCanBeDismissed() {
    // Given an image of test and nearly the same in train
    byte[] image = Samples.jpeg(WIDTH, HEIGHT, 40_002);
    String tested = Sha256.of(image);
    upload("tested.jpg", image, LABELS, "test").then().statusCode(201);
    int leaked = given().get("/v1/suspects/summary").then().extract().path("leaks.test.leaked");
    Response answer = upload("copy.jpg", smaller(image), LABELS, "train");
    answer
        .then()
        .body("split", equalTo("train"))
        .body("nearDuplicate.id", equalTo(tested))
        .body("nearDuplicate.joined", is(false));
    String copy = answer.path("id");

    // When the list has it
    Map<String, Object> suspect = awaitSuspect(tested, "duplicate-across-splits");

    // Then it names both images, and the summary counts it
    assertThat(suspect)
        .containsEntry("otherImageId", copy)
        .containsEntry("split", "test")
        .containsEntry("otherSplit", "train");
    assertThat((String) suspect.get("text")).contains(copy);
    given()
        .get("/v1/suspects/summary")
        .then()
        .body("leaks.test.leaked", greaterThanOrEqualTo(leaked + 1));
    given().get("/v1/images?suspect=true&split=test").then().body("items.id", hasItem(tested));

    // When it is dismissed
    String id = (String) suspect.get("id");
    given()
        .post("/v1/suspects/" + id + "/dismiss?caller=anna")
        .then()
        .statusCode(200)
        .body("dismissed", is(true));

    // Then it is in the list of the dismissed only, and comes back when that is taken back
    assertThat(suspects("duplicate-across-splits", false)).noneMatch(one -> isOf(one, tested));
    assertThat(suspects("duplicate-across-splits", true)).anyMatch(one -> isOf(one, tested));
    given().get("/v1/images?suspect=true&split=test").then().body("items.id", not(hasItem(tested)));
    given()
        .post("/v1/suspects/" + id + "/restore")
        .then()
        .statusCode(200)
        .body("dismissed", is(false));
    assertThat(suspects("duplicate-across-splits", false)).anyMatch(one -> isOf(one, tested));

    // When the copy is removed, Then nothing is suspect
    given().delete("/v1/images/" + copy).then().statusCode(204);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(suspects("duplicate-across-splits", false))
                    .noneMatch(one -> isOf(one, tested)));
  }

  @Test
  void doubledBoxesAreSuspectUntilTheLabelsAreCorrected() {
    byte[] image = Samples.jpeg(WIDTH, HEIGHT, 40_003);
    String id = Sha256.of(image);
    String doubled =
        """
        {"boxes": [{"label": "hat", "xMin": 10, "yMin": 10, "xMax": 110, "yMax": 110},
                   {"label": "hat", "xMin": 12, "yMin": 11, "xMax": 110, "yMax": 110},
                   {"label": "person", "xMin": 200, "yMin": 10, "xMax": 300, "yMax": 110}]}
        """;
    upload("doubled.jpg", image, doubled.getBytes(UTF_8), "train").then().statusCode(201);
    Map<String, Object> suspect = awaitSuspect(id, "doubled-box");
    assertThat((List<?>) suspect.get("boxes")).hasSize(2);

    // When it is dismissed, another box changes, and then the doubled boxes
    given().post("/v1/suspects/" + suspect.get("id") + "/dismiss").then().statusCode(200);
    relabel(id, doubled.replace("\"xMin\": 200", "\"xMin\": 210"));

    // Then only the change of the doubled boxes brings it back
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(suspects("doubled-box", false)).noneMatch(one -> isOf(one, id)));
    relabel(id, doubled.replace("\"xMin\": 12", "\"xMin\": 14"));
    awaitSuspect(id, "doubled-box");
    relabel(id, doubled.replace("\"xMin\": 12, \"yMin\": 11", "\"xMin\": 80, \"yMin\": 80"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(suspects("doubled-box", false)).noneMatch(one -> isOf(one, id)));
  }

  @Test
  void manyAreDismissedByIdOrReason() {
    String first = doubled(70_201);
    String second = doubled(70_202);

    dismiss("{\"ids\": [\"%s\", \"none\"]}".formatted(first))
        .body("results.status", equalTo(List.of(204, 404)))
        .body("failed", is(1));
    dismiss("{\"reason\": \"doubled-box\", \"caller\": \"anna\"}")
        .body("results.id", hasItem(second))
        .body("failed", is(0));

    assertThat(suspects("doubled-box", true))
        .extracting(suspect -> suspect.get("id"))
        .contains(first, second);
    assertThat(suspects("doubled-box", false)).isEmpty();
  }

  /** The id of a suspect with two boxes on top of each other. */
  private String doubled(long seed) {
    byte[] image = Samples.jpeg(WIDTH, HEIGHT, seed);
    String boxes =
        """
        {"boxes": [{"label": "hat", "xMin": 10, "yMin": 10, "xMax": 110, "yMax": 110},
                   {"label": "hat", "xMin": 12, "yMin": 11, "xMax": 110, "yMax": 110}]}
        """;
    upload("doubled.jpg", image, boxes.getBytes(UTF_8), "train").then().statusCode(201);
    return (String) awaitSuspect(Sha256.of(image), "doubled-box").get("id");
  }

  private static ValidatableResponse dismiss(String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post("/v1/suspects/dismiss")
        .then()
        .statusCode(200);
  }

  @Test
  void whatAModelContradictsIsSuspectWhileTheLabelsAreThose() {
    byte[] image = Samples.jpeg(WIDTH, HEIGHT, 40_004);
    String id = Sha256.of(image);
    upload("contradicted.jpg", image, LABELS, "train").then().statusCode(201);
    LabelledBox hat = new LabelledBox("hat", 0, 0, 59, 59, false);
    DetectedBox person = new DetectedBox("person", 0.98, 1, 1, 60, 60);
    LabelFindings findings =
        new LabelFindings(
            id,
            LabelDigest.of(List.of(hat)),
            "detector",
            1,
            "r-20261123-101530-000010",
            List.of(
                new LabelFinding(
                    SuspectReason.WRONG_CLASS, 0.97, Optional.of(hat), Optional.of(person))));

    // When
    try (EventPublisher publisher = publisher()) {
      publisher.publishAndWait(id, findings);
    }

    // Then
    Map<String, Object> suspect = awaitSuspect(id, "wrong-class");
    assertThat((String) suspect.get("text")).contains("hat").contains("person 0.98");
    given()
        .get("/v1/suspects?class=person&split=train&reason=wrong-class")
        .then()
        .body("items.imageId", hasItem(id));

    // When the label is corrected, Then the finding is stale
    relabel(
        id,
        "{\"boxes\": [{\"label\": \"person\", \"xMin\": 0, \"yMin\": 0, \"xMax\": 59,"
            + " \"yMax\": 59}]}");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(suspects("wrong-class", false)).noneMatch(one -> isOf(one, id)));
    try (EventPublisher publisher = publisher()) {
      publisher.publishTombstone(Topics.LABEL_FINDINGS, id).join();
    }
  }

  @Test
  void aRequestThatMakesNoSenseIsRefusedWithWhatToDo() {
    given()
        .get("/v1/suspects?reason=ugly")
        .then()
        .statusCode(400)
        .body("detail", containsString("wrong-class"));
    given().post("/v1/suspects/0000000000000000/dismiss").then().statusCode(404);
    given().post("/v1/suspects/no-id/restore").then().statusCode(404);
    given().get("/v1/suspects?after=nonsense").then().statusCode(400);
  }

  private Map<String, Object> awaitSuspect(String imageId, String reason) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> suspects(reason, false).stream().filter(one -> isOf(one, imageId)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean isOf(Map<String, Object> suspect, String imageId) {
    return imageId.equals(suspect.get("imageId"));
  }

  private static List<Map<String, Object>> suspects(String reason, boolean dismissed) {
    return given()
        .get("/v1/suspects?limit=200&reason=" + reason + "&dismissed=" + dismissed)
        .then()
        .statusCode(200)
        .extract()
        .path("items");
  }

  private static byte[] smaller(byte[] image) {
    return new Thumbnails(ImageLimits.defaults()).jpeg(image, 290);
  }

  private EventPublisher publisher() {
    return KafkaEventPublisher.connect(
        new KafkaSettings(testbed.bootstrapServers(), Map.of()), "test");
  }

  private static void relabel(String id, String boxes) {
    String tag = given().get("/v1/images/" + id).header("ETag");
    given()
        .header("If-Match", tag)
        .contentType("application/json")
        .body(boxes)
        .put("/v1/images/" + id + "/annotations")
        .then()
        .statusCode(200);
  }

  private static Response upload(String name, byte[] image, byte[] labels, String split) {
    var form =
        given()
            .multiPart("image", name, image, "image/jpeg")
            .multiPart("annotation", name + ".labels", labels, "application/octet-stream");
    return (split == null ? form : form.multiPart("split", split)).post("/v1/images");
  }
}
