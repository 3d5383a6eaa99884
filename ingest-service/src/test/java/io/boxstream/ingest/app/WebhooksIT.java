package io.boxstream.ingest.app;

import static io.boxstream.ingest.webhooks.Payloads.annotation;
import static io.boxstream.ingest.webhooks.Payloads.deleted;
import static io.boxstream.ingest.webhooks.Payloads.job;
import static io.boxstream.ingest.webhooks.Payloads.rectangle;
import static io.boxstream.ingest.webhooks.Payloads.region;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.webhooks.FakeTool;
import io.boxstream.ingest.webhooks.Payloads;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries of labelling tools to the running service. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class WebhooksIT {

  private static final EventCodec CODEC = EventCodec.forService("test");
  private static final String PROBLEM = "application/problem+json";
  private static final String HAT = region("hat", 25, 25, 50, 50, 0);
  private static final String PERSON = region("person", 0, 0, 50, 50, 0);
  private static final String EARLY = "2026-05-01T10:00:00.000000Z";
  private static final String LATE = "2026-05-01T11:00:00.000000Z";

  RunningTestbed testbed;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anAnnotationOfLabelStudioIsCreatedUpdatedAndDeleted() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 30_001);
    String id = Sha256.of(image);
    testbed.tool().with("/data/upload/1.jpg", image);

    // When, Then
    ended(labelStudio(annotation("ANNOTATION_CREATED", 101, 201, EARLY, "/data/upload/1.jpg", HAT)))
        .body("state", equalTo("DONE"))
        .body("tool", equalTo("label-studio"))
        .body("images.accepted", is(1));
    assertThat(onLog(id).boxes()).containsExactly(new LabelledBox("hat", 16, 12, 48, 36, false));
    assertThat(onLog(id).caller()).contains("label-studio");
    given().get("/v1/images?source=label-studio-webhook").then().body("items.id", hasItem(id));
    ended(
            labelStudio(
                annotation("ANNOTATION_UPDATED", 101, 201, LATE, "/data/upload/1.jpg", PERSON)))
        .body("images.relabelled", is(1));
    assertThat(onLog(id).boxes()).containsExactly(new LabelledBox("person", 0, 0, 32, 24, false));
    ended(labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 101)))
        .body("images.removed", is(1));
    given().get("/v1/images/" + id).then().statusCode(404);
    List<ConsumerRecord<byte[], byte[]>> records = records(id);
    assertThat(records.get(records.size() - 1).value()).isNull();
    assertThat(testbed.tool().requests())
        .contains(
            new FakeTool.Request(
                "GET", "/data/upload/1.jpg", "Token 0123456789abcdef0123456789abcdef01234567"));
  }

  @Test
  void aCompletedJobOfCvatBringsItsFramesIn() {
    // Given
    byte[] first = Samples.jpeg(64, 48, 30_011);
    byte[] second = Samples.jpeg(64, 48, 30_012);
    Payloads.cvat(testbed.tool(), 71, 72, first, second);
    Payloads.shapes(
        testbed.tool(),
        71,
        rectangle(5, 21, 0, "1, 2, 30, 40"),
        rectangle(6, 22, 0, "3, 3, 10, 10"));

    // When
    ended(cvat(job("update:job", 71, 72, "completed")))
        .body("state", equalTo("DONE"))
        .body("images.accepted", is(2));

    // Then
    AnnotatedImage image = onLog(Sha256.of(second));
    assertThat(image.boxes()).containsExactly(new LabelledBox("person", 3, 3, 10, 10, false));
    assertThat(image.split()).isEqualTo(Split.VAL);
    ended(cvat(job("delete:job", 71, 72, "completed"))).body("images.removed", is(2));
  }

  @Test
  void aRotatedRectangleIsInQuarantine() {
    testbed.tool().with("/data/upload/2.jpg", Samples.jpeg(64, 48, 30_021));
    String rotated = region("hat", 25, 25, 50, 50, 45);

    ended(
            labelStudio(
                annotation("ANNOTATION_CREATED", 102, 202, EARLY, "/data/upload/2.jpg", rotated)))
        .body("state", equalTo("REJECTED"))
        .body("detail", containsString("region 1 is rotated"));

    given()
        .get("/v1/rejected-images?limit=1")
        .then()
        .body("items[0].reason", equalTo("unreadable-annotation"))
        .body("items[0].source.kind", equalTo("label-studio-webhook"));
  }

  @Test
  void deliveriesWaitWhileBrokerAndToolAreDown() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 30_031);
    testbed.tool().with("/data/upload/3.jpg", image);
    Response[] accepted = new Response[1];

    // When
    testbed
        .tool()
        .away(
            () ->
                testbed.withoutBroker(
                    () -> {
                      accepted[0] =
                          labelStudio(
                              annotation(
                                  "ANNOTATION_CREATED",
                                  103,
                                  203,
                                  EARLY,
                                  "/data/upload/3.jpg",
                                  HAT));
                      String id = accepted[0].path("id");
                      await()
                          .atMost(Duration.ofSeconds(30))
                          .untilAsserted(
                              () ->
                                  given()
                                      .get("/v1/webhooks/deliveries/" + id)
                                      .then()
                                      .body("state", equalTo("QUEUED"))
                                      .body("attempts", greaterThanOrEqualTo(1))
                                      .body("detail", containsString("cannot be fetched")));
                    }));

    // Then
    ended(accepted[0]).body("state", equalTo("DONE"));
    assertThat(onLog(Sha256.of(image)).boxes()).hasSize(1);
  }

  @Test
  void aWrongSecretIsRefusedAndNothingIsKept() {
    String body = annotation("ANNOTATION_CREATED", 104, 204, EARLY, "/data/upload/4.jpg", HAT);

    for (String secret : List.of("", "wrong", "Bearer wrong", "Bearer secret of label studio")) {
      given()
          .contentType("application/json")
          .header("Authorization", secret)
          .body(body)
          .post("/v1/webhooks/label-studio")
          .then()
          .statusCode(401)
          .contentType(PROBLEM)
          .body("code", equalTo("wrong-secret"))
          .body("detail", not(containsString(RunningTestbed.LABEL_STUDIO_SECRET)));
    }
    given()
        .contentType("application/json")
        .body(body)
        .post("/v1/webhooks/label-studio")
        .then()
        .statusCode(401);
    assertThat(testbed.tool().requests("/data/upload/4.jpg")).isZero();
    assertThat(metric("unauthorized", "label-studio")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aWrongSignatureIsRefused() {
    String body = job("update:job", 73, 74, "completed");
    String other = Payloads.signature(RunningTestbed.CVAT_SECRET, body + " ");

    for (String signature : List.of("", "sha256=", other, other.substring(7))) {
      given()
          .contentType("application/json")
          .header("X-Signature-256", signature)
          .body(body)
          .post("/v1/webhooks/cvat")
          .then()
          .statusCode(401)
          .body("code", equalTo("wrong-secret"));
    }
    given()
        .contentType("application/json")
        .body(body)
        .post("/v1/webhooks/cvat")
        .then()
        .statusCode(401);
    assertThat(testbed.tool().requests("/api/jobs/73")).isZero();
  }

  @Test
  void whatDoesNotConcernLabelsIsAnsweredWithTheReason() {
    cvat("{\"event\": \"ping\", \"webhook\": {\"id\": 2}}")
        .then()
        .statusCode(200)
        .body("state", equalTo("IGNORED"))
        .body("detail", equalTo("the webhook is set up"));
    labelStudio("{\"action\": \"PROJECT_UPDATED\"}")
        .then()
        .statusCode(200)
        .body("state", equalTo("IGNORED"));
  }

  @Test
  void whatIsNoDeliveryIsRefused() {
    labelStudio("{\"event\": 1}").then().statusCode(400).body("code", equalTo("invalid-request"));
    cvat("[").then().statusCode(400).contentType(PROBLEM);
    labelStudio("{\"action\": \"" + "A".repeat(70_000) + "\"}")
        .then()
        .statusCode(413)
        .body("code", equalTo("request-too-large"));
  }

  @Test
  void deliveriesAreListedAndDescribed() {
    Response accepted = labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 999));
    String id = accepted.path("id");
    ended(accepted);

    given().get("/v1/webhooks/deliveries?limit=1").then().statusCode(200).body("items", hasSize(1));
    given().get("/v1/webhooks/deliveries").then().body("items.id", hasItem(id));
    given().get("/v1/webhooks/deliveries?limit=0").then().statusCode(400);
    given().get("/v1/webhooks/deliveries/none").then().statusCode(404).contentType(PROBLEM);
    given()
        .get("/q/openapi?format=json")
        .then()
        .body(containsString("/v1/webhooks/label-studio"))
        .body(containsString("ANNOTATION_CREATED"));
  }

  @Test
  void takesTheExamplesOfItsDescriptionAndRepeatsWhatFailed() {
    String id = ended(labelStudio(WebhookExamples.LABEL_STUDIO)).extract().path("id");
    given().get("/v1/webhooks/deliveries/" + id).then().body("state", equalTo("FAILED"));
    ended(given().post("/v1/webhooks/deliveries/" + id + "/repeat"))
        .body("state", equalTo("FAILED"));
    given()
        .post("/v1/webhooks/deliveries/" + id + "/repeat")
        .then()
        .statusCode(404)
        .contentType(PROBLEM);
    ended(cvat(WebhookExamples.CVAT)).body("state", equalTo("IGNORED"));
  }

  private static Response labelStudio(String body) {
    return given()
        .contentType("application/json")
        .header("Authorization", "Bearer " + RunningTestbed.LABEL_STUDIO_SECRET)
        .body(body)
        .post("/v1/webhooks/label-studio");
  }

  private static Response cvat(String body) {
    return given()
        .contentType("application/json")
        .header("X-Signature-256", Payloads.signature(RunningTestbed.CVAT_SECRET, body))
        .body(body)
        .post("/v1/webhooks/cvat");
  }

  private static ValidatableResponse ended(Response accepted) {
    String address = accepted.then().statusCode(202).extract().header("Location");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> given().get(address).then().extract().<String>path("state"),
            state -> !state.equals("QUEUED"));
    return given().get(address).then().statusCode(200);
  }

  private static double metric(String outcome, String tool) {
    String name =
        "boxstream_ingest_webhook_deliveries_total{outcome=\"%s\",tool=\"%s\"} "
            .formatted(outcome, tool);
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String id) {
    return TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, id);
  }

  private AnnotatedImage onLog(String id) {
    List<ConsumerRecord<byte[], byte[]>> records = records(id);
    return CODEC.fromRecord(records.get(records.size() - 1), AnnotatedImage.class);
  }
}
