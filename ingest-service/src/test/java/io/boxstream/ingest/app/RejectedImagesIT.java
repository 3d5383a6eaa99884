package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.StoredBytes;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quarantine over HTTP: what was sent, lists and counts. Seeds from 70 000 on. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class RejectedImagesIT {

  private static final String REJECTED = "/v1/rejected-images";
  private static final byte[] OUTSIDE = Samples.voc(64, 48, "hat", 1, 1, 190, 30);

  RunningTestbed testbed;

  @Inject EventPublisher publisher;
  @Inject ObjectStore store;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void theFileIsWhatWasSent() {
    byte[] image = Samples.bmp(64, 48, 70_001);
    String id = rejected(image, OUTSIDE);

    String tag =
        file(id)
            .statusCode(200)
            .contentType("image/bmp")
            .header("X-Content-Type-Options", equalTo("nosniff"))
            .header("Content-Disposition", equalTo("inline; filename=\"" + id + ".bmp\""))
            .extract()
            .header("ETag");
    assertThat(given().get(REJECTED + "/" + id + "/file").asByteArray()).isEqualTo(image);
    given().header("If-None-Match", tag).get(REJECTED + "/" + id + "/file").then().statusCode(304);
    given()
        .get(REJECTED + "/" + id + "/thumbnail?size=32")
        .then()
        .statusCode(200)
        .contentType("image/jpeg");
    given().get(REJECTED + "/" + id + "/thumbnail?size=9").then().statusCode(400);
    given().get(REJECTED + "/" + "ab".repeat(32) + "/file").then().statusCode(404);
  }

  @Test
  void aFileThatIsNoImageIsAnAttachment() {
    byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
    String id = rejected(page, OUTSIDE);

    file(id)
        .statusCode(200)
        .contentType("application/octet-stream")
        .header("Content-Disposition", equalTo("attachment; filename=\"" + id + ".bin\""));
    given()
        .get(REJECTED + "/" + id + "/thumbnail")
        .then()
        .statusCode(422)
        .body("code", equalTo("not-an-image"));
  }

  @Test
  void aTruncatedImageHasAFileAndNoThumbnail() {
    byte[] image = Samples.truncated(Samples.jpeg(64, 48, 70_002));
    String id = rejected(image, OUTSIDE);

    file(id).statusCode(200).contentType("image/jpeg");
    given()
        .get(REJECTED + "/" + id + "/thumbnail")
        .then()
        .statusCode(422)
        .body("code", equalTo("truncated-image"));
  }

  @Test
  void aThumbnailIsUpright() {
    byte[] image = Samples.withOrientation(Samples.jpeg(64, 48, 70_003), 6);
    String id = rejected(image, Samples.voc(64, 48, "hat", 1, 1, 190, 30));

    byte[] thumbnail = given().get(REJECTED + "/" + id + "/thumbnail?size=32").asByteArray();

    assertThat(ImageSizes.of(thumbnail)).isEqualTo("24x32");
  }

  @Test
  void labelsAreBoxesThatCanBeMended() {
    byte[] image = Samples.withOrientation(Samples.jpeg(64, 48, 70_004), 6);
    String id = rejected(image, Samples.voc(64, 48, "hat", 11, 1, 190, 20));

    // the camera turned the image by a quarter, and the tool did not see that
    String boxes =
        given()
            .get(REJECTED + "/" + id + "/annotations")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .body("width", is(48))
            .body("height", is(64))
            .body("boxes[0].label", equalTo("hat"))
            .body("boxes[0].xMin", is(29f))
            .body("boxes[0].yMin", is(10f))
            .body("boxes[0].xMax", is(48f))
            .body("boxes[0].yMax", is(189f))
            .extract()
            .asString();
    given()
        .contentType("application/json")
        .body(boxes.replace("189", "60"))
        .post(REJECTED + "/" + id + "/resubmit")
        .then()
        .statusCode(201);
    given().get("/v1/images/" + id).then().body("boxes[0].yMax", is(60f));
  }

  @Test
  void labelsThatCannotBeReadAreTold() {
    String broken =
        rejected(Samples.jpeg(64, 48, 70_005), "<annotation".getBytes(StandardCharsets.UTF_8));
    given()
        .get(REJECTED + "/" + broken + "/annotations")
        .then()
        .statusCode(422)
        .body("code", equalTo("unreadable-annotation"));
  }

  @Test
  void whatIsNotThereIsTold() {
    String never = published(Optional.empty(), Optional.empty());
    byte[] gone = Samples.jpeg(64, 48, 70_006);
    String removed =
        published(
            Optional.of(new StoredBytes(Sha256.of(gone), gone.length)),
            Optional.of("<annotation/>"));

    file(never).statusCode(404).body("code", equalTo("no-image"));
    given()
        .get(REJECTED + "/" + never + "/annotations")
        .then()
        .statusCode(404)
        .body("code", equalTo("no-annotation"));
    file(removed).statusCode(410).body("code", equalTo("image-removed"));
    given().get(REJECTED + "/" + removed + "/thumbnail").then().statusCode(410);
    // without the image the boxes are as they were sent
    given().get(REJECTED + "/" + removed + "/annotations").then().statusCode(200);
  }

  @Test
  void aFileLargerThanAnImageMayBeIsStreamed() {
    byte[] large = new byte[21 << 20];
    large[0] = 'B';
    Blobs.ofQuarantine(store, Clock.systemUTC()).put(large);
    String id =
        published(Optional.of(new StoredBytes(Sha256.of(large), large.length)), Optional.empty());

    assertThat(
            Sha256.of(
                given()
                    .get(REJECTED + "/" + id + "/file")
                    .then()
                    .statusCode(200)
                    .contentType("application/octet-stream")
                    .extract()
                    .asByteArray()))
        .isEqualTo(Sha256.of(large));
    given()
        .get(REJECTED + "/" + id + "/thumbnail")
        .then()
        .statusCode(422)
        .body("code", equalTo("image-too-large"));
  }

  @Test
  void listsAndCountsByReasonAndSource() {
    String first = rejected(Samples.jpeg(64, 48, 70_007), Samples.voc(64, 48, "yak", 1, 1, 9, 9));
    String second = rejected(Samples.jpeg(64, 48, 70_008), OUTSIDE);

    list("reason=unknown-class")
        .body("items.id", hasItem(first))
        .body("items.id", not(hasItem(second)));
    list("reason=unknown-class&source=upload")
        .body("items.reason", everyItem(equalTo("unknown-class")))
        .body("items.source.kind", everyItem(equalTo("upload")))
        .body("total", greaterThanOrEqualTo(1));
    list("source=upload").body("items.id", hasItems(first, second));
    list("source=nobody").body("items", equalTo(List.of())).body("total", is(0));
    given()
        .get(REJECTED + "?reason=lost")
        .then()
        .statusCode(400)
        .body("detail", containsString("empty-box"));
    given()
        .get(REJECTED + "/summary")
        .then()
        .statusCode(200)
        .body("total", greaterThanOrEqualTo(2))
        .body("reasons.unknown-class", greaterThanOrEqualTo(1))
        .body("sources.upload", greaterThanOrEqualTo(2));
  }

  @Test
  void aDismissedRejectionIsGoneAndItsTombstoneSaysWhoDidIt() {
    String id = rejected(Samples.jpeg(64, 48, 70_009), OUTSIDE);

    given().delete(REJECTED + "/" + id + "?caller=anna").then().statusCode(204);
    given().delete(REJECTED + "/" + id + "?caller=bob").then().statusCode(204);

    // it may come back for a moment, when the service reads what it has written
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> given().get(REJECTED + "/" + id).then().statusCode(404));
    list("").body("items.id", not(hasItem(id)));
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.REJECTED_IMAGES, id);
    assertThat(records).hasSize(2);
    assertThat(records.get(1).value()).isNull();
    assertThat(CloudEventHeaders.text(records.get(1).headers(), EventCodec.CALLER_HEADER))
        .contains("anna");
  }

  @Test
  void manyAreDismissedByIdOrReason() {
    String first = published(Optional.empty(), Optional.empty(), "bulk");
    String second = published(Optional.empty(), Optional.empty(), "bulk");
    String third = published(Optional.empty(), Optional.empty(), "bulk");

    bulk("dismiss", "{\"ids\": [\"%s\", \"%s\"]}".formatted(first, "ab".repeat(32)))
        .body("results.id", equalTo(List.of(first, "ab".repeat(32))))
        .body("results.status", equalTo(List.of(204, 204)))
        .body("succeeded", is(2));
    String next =
        bulk("dismiss", "{\"reason\": \"missing-image\", \"source\": \"bulk\", \"limit\": 1}")
            .body("results.id", equalTo(List.of(third)))
            .extract()
            .path("next");
    bulk(
            "dismiss",
            "{\"reason\": \"missing-image\", \"source\": \"bulk\", \"after\": \"%s\"}"
                .formatted(next))
        .body("results.id", equalTo(List.of(second)))
        .body("next", nullValue());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> list("source=bulk").body("total", is(0)));
    for (String body :
        List.of(
            "",
            "{}",
            "[]",
            "{\"ids\": []}",
            "{\"reason\": \"lost\"}",
            "{\"ids\": 7}",
            "{\"reason\": \"empty-box\", \"limit\": 1001}",
            "{\"reason\": \"empty-box\", \"after\": \"7\"}")) {
      given()
          .contentType("application/json")
          .body(body)
          .post(REJECTED + "/dismiss")
          .then()
          .statusCode(400);
    }
  }

  @Test
  void manyAreSentAgain() {
    byte[] image = Samples.jpeg(64, 48, 70_010);
    Blobs.ofQuarantine(store, Clock.systemUTC()).put(image);
    String good =
        published(
            Optional.of(new StoredBytes(Sha256.of(image), image.length)),
            Optional.of(new String(Samples.voc(64, 48, "hat", 1, 1, 9, 9), StandardCharsets.UTF_8)),
            "again");
    String bad = published(Optional.empty(), Optional.empty(), "again");

    bulk("resubmit", "{\"source\": \"again\", \"caller\": \"anna\"}")
        .body("results.id", equalTo(List.of(bad, good)))
        .body("results.status", equalTo(List.of(422, 201)))
        .body("results[0].code", equalTo("missing-image"))
        .body("results[1].image.id", equalTo(Sha256.of(image)))
        .body("succeeded", is(1))
        .body("failed", is(1));
    given().get("/v1/images/" + Sha256.of(image)).then().body("caller", equalTo("anna"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> list("source=again").body("items.id", equalTo(List.of(bad))));
    bulk("resubmit", "{\"ids\": [\"%s\"]}".formatted("ab".repeat(32)))
        .body("results[0].status", is(404));
  }

  private static ValidatableResponse bulk(String action, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post(REJECTED + "/" + action)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse list(String query) {
    return given().get(REJECTED + "?limit=200&" + query).then().statusCode(200);
  }

  private static ValidatableResponse file(String id) {
    return given().get(REJECTED + "/" + id + "/file").then();
  }

  private static String rejected(byte[] image, byte[] labels) {
    return given()
        .multiPart("image", "a.jpg", image)
        .multiPart("annotation", "labels.xml", labels)
        .post("/v1/images")
        .then()
        .statusCode(422)
        .extract()
        .path("rejectionId");
  }

  @Test
  void rejectionsOfAnImportAreListedAndDismissedTogether() {
    String one = published(Optional.empty(), Optional.empty(), "test", Optional.of("i-1"));
    String other = published(Optional.empty(), Optional.empty(), "test", Optional.of("i-2"));

    given()
        .get(REJECTED + "?import=i-1&reason=missing-image")
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(one)))
        .body("items[0].importId", equalTo("i-1"))
        .body("total", equalTo(1));
    given().get(REJECTED + "/" + one).then().body("importId", equalTo("i-1"));
    given()
        .contentType("application/json")
        .body("{\"import\": \"i-1\"}")
        .post(REJECTED + "/dismiss")
        .then()
        .statusCode(200)
        .body("results.id", equalTo(List.of(one)));
    given().get(REJECTED + "/" + one).then().statusCode(404);
    given().get(REJECTED + "/" + other).then().statusCode(200);
  }

  private String published(Optional<StoredBytes> original, Optional<String> annotation) {
    return published(original, annotation, "test");
  }

  private String published(
      Optional<StoredBytes> original, Optional<String> annotation, String source) {
    return published(original, annotation, source, Optional.empty());
  }

  private String published(
      Optional<StoredBytes> original,
      Optional<String> annotation,
      String source,
      Optional<String> importId) {
    String id = Sha256.of(Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    publisher.publishAndWait(
        id,
        new RejectedImage(
            id,
            RejectionReason.MISSING_IMAGE,
            "a test",
            annotation,
            original,
            new ImageSource(source, "a.jpg"),
            Optional.empty(),
            Instant.now(),
            importId));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> given().get(REJECTED + "/" + id).then().statusCode(200));
    return id;
  }
}
