package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Zips;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its users see it: HTTP in front, a real broker and a real store behind. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
@OnTestbed
class IngestIT {

  private static final String PROBLEM = "application/problem+json";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final EventCodec CODEC = EventCodec.forService("test");
  private static final byte[] LABELS = Samples.voc(64, 48, "hat", 1, 1, 20, 30);
  private static final byte[] OUTSIDE = Samples.voc(64, 48, "hat", 1, 1, 190, 30);

  RunningTestbed testbed;

  @TempDir Path directory;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void aLabelledImageIsOnTheLogWhenTheAnswerComes() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 1);

    // When
    upload("my image.jpg", image, LABELS)
        .then()
        .statusCode(201)
        .body("id", equalTo(Sha256.of(image)))
        .body("split", is(notNullValue()))
        .body("clipped", is(0));

    // Then
    AnnotatedImage annotated = onLog(Sha256.of(image));
    assertThat(annotated.image()).isEqualTo(new ImageContent.Inline(image));
    assertThat(annotated.boxes()).containsExactly(new LabelledBox("hat", 0, 0, 19, 29, false));
    assertThat(annotated.source().name()).isEqualTo("my image.jpg");
  }

  @Test
  void clipsABoxOverTheBorderAndSaysSo() {
    // Given a box of which two thirds lie inside
    byte[] image = Samples.jpeg(64, 48, 17);

    // When
    upload("over.jpg", image, Samples.voc(64, 48, "hat", 1, 1, 97, 30))
        .then()
        .statusCode(201)
        .body("clipped", is(1));

    // Then
    assertThat(onLog(Sha256.of(image)).boxes())
        .containsExactly(new LabelledBox("hat", 0, 0, 64, 29, false));
  }

  @Test
  void takesJsonBoxesAndASplitAndALargeImage() {
    // Given
    byte[] large = Samples.png(600, 400, 2);
    assertThat(large.length).isGreaterThan(512 * 1024);

    // When
    given()
        .multiPart("image", "large.png", large)
        .multiPart(
            "annotation",
            "{\"boxes\":[{\"label\":\"person\",\"xMin\":0,\"yMin\":0,\"xMax\":9,\"yMax\":9}]}")
        .multiPart("split", "test")
        .post("/v1/images")
        .then()
        .statusCode(201)
        .body("split", equalTo("test"));

    // Then
    AnnotatedImage annotated = onLog(Sha256.of(large));
    assertThat(annotated.split()).isEqualTo(Split.TEST);
    assertThat(annotated.image())
        .isEqualTo(new ImageContent.Stored(Sha256.of(large), large.length));
  }

  @Test
  void aDuplicateIsToldAndADeletedImageIsGone() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 3);
    String id = Sha256.of(image);
    upload("a.jpg", image, LABELS).then().statusCode(201);

    // When, Then
    upload("b.jpg", image, LABELS).then().statusCode(200).body("outcome", equalTo("duplicate"));
    given().delete("/v1/images/" + id).then().statusCode(204);
    given()
        .delete("/v1/images/" + id)
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("not-found"));
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, id);
    assertThat(records).hasSize(2);
    assertThat(records.get(1).value()).isNull();
  }

  @Test
  void aPageOfAnotherOriginCannotSendAnImage() {
    // Given a form as a browser sends it
    byte[] image = Samples.jpeg(64, 48, 90);

    // When a page of another origin, a site under another name and a proxy send it
    assertRefused(
        upload(given().header("Origin", "http://page.example"), "a.jpg", image, LABELS),
        "foreign-origin");
    assertRefused(
        upload(given().header("Sec-Fetch-Site", "cross-site"), "a.jpg", image, LABELS),
        "foreign-origin");
    assertRefused(
        upload(given().header("Host", "page.example:8081"), "a.jpg", image, LABELS),
        "foreign-host");
    assertRefused(
        upload(given().header("X-Forwarded-For", "10.0.0.1"), "a.jpg", image, LABELS),
        "forwarded-request");

    // Then only what a caller on this machine sends is on the log
    upload("a.jpg", image, LABELS).then().statusCode(201);
    assertThat(
            TopicReader.records(
                testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, Sha256.of(image)))
        .hasSize(1);
  }

  @Test
  void badImagesAreRefusedWithTheirReasonAndKept() {
    byte[] image = Samples.jpeg(64, 48, 4);

    assertQuarantined(
        upload("text.jpg", bytes("I am a text"), LABELS), RejectionReason.NOT_AN_IMAGE);
    assertQuarantined(
        upload("cut.jpg", Samples.truncated(image), LABELS), RejectionReason.TRUNCATED_IMAGE);
    assertQuarantined(
        upload("huge.jpg", Samples.claiming(image, 65000, 65000), LABELS),
        RejectionReason.IMAGE_TOO_LARGE);
    assertQuarantined(
        upload("long.jpg", new byte[21 * 1024 * 1024], LABELS), RejectionReason.IMAGE_TOO_LARGE);
    upload("good.jpg", image, LABELS).then().statusCode(201);
  }

  @Test
  void otherFormatsAreTakenOrNamed() {
    // Given
    byte[] bmp = Samples.bmp(64, 48, 11);
    byte[] gif = Samples.gif(64, 48, 11);

    // When, Then
    String id = upload("a.bmp", bmp, LABELS).then().statusCode(201).extract().path("id");
    assertThat(onLog(id).format()).isEqualTo(ImageEncoding.PNG);
    assertQuarantined(upload("a.gif", gif, LABELS), RejectionReason.UNSUPPORTED_IMAGE);
    upload("a.gif", gif, LABELS).then().body("detail", containsString("GIF"));
  }

  @Test
  void archivesMayHoldEveryFormat() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Annotations/a.xml", LABELS);
    entries.put("Annotations/b.xml", LABELS);
    entries.put("JPEGImages/a.BMP", Samples.bmp(64, 48, 15));
    entries.put("JPEGImages/b.Tiff", Samples.tiff(64, 48, 16));

    finished(submit(zip(entries))).body("images.accepted", is(2)).body("images.rejected", is(0));
  }

  @Test
  void recordsCarryTheTraceOfTheirRequest() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 12);

    // When
    Response accepted = upload(tracing(TRACE), "a.jpg", image, LABELS);
    Response refused = upload(tracing(TRACE), "a.jpg", Samples.jpeg(64, 48, 13), OUTSIDE);
    Response invalid = upload(tracing("00-1-2-01"), "a.jpg", Samples.jpeg(64, 48, 14), LABELS);

    // Then
    accepted.then().statusCode(201).header("traceparent", TRACE).header("tracestate", "vendor=1");
    refused.then().statusCode(422).header("traceparent", TRACE);
    invalid.then().statusCode(201).header("traceparent", nullValue());
    assertThat(traces(Topics.ANNOTATED_IMAGES, accepted.path("id"))).containsExactly(TRACE);
    assertThat(traces(Topics.REJECTED_IMAGES, refused.path("rejectionId"))).containsExactly(TRACE);
    assertThat(traces(Topics.ANNOTATED_IMAGES, invalid.path("id"))).containsExactly("");

    // When
    tracing(TRACE).delete("/v1/images/" + Sha256.of(image)).then().statusCode(204);

    // Then the tombstone carries it as well
    assertThat(traces(Topics.ANNOTATED_IMAGES, accepted.path("id"))).containsExactly(TRACE, TRACE);
  }

  @Test
  void badLabelsAreRefusedWithTheirReasonAndKept() {
    byte[] image = Samples.jpeg(64, 48, 5);
    StringBuilder bomb = new StringBuilder("<!DOCTYPE annotation [<!ENTITY a \"0123456789\">");
    for (char entity = 'b'; entity < 'z'; entity++) {
      bomb.append("<!ENTITY ").append(entity).append(" \"");
      bomb.append(("&" + (char) (entity - 1) + ";").repeat(10)).append("\">");
    }
    String external =
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<annotation><object><name>&x;</name></object></annotation>";

    assertQuarantined(
        upload("a.jpg", image, bytes(bomb + "]><annotation>&y;</annotation>")),
        RejectionReason.UNREADABLE_ANNOTATION);
    assertQuarantined(
        upload("a.jpg", image, bytes(external)), RejectionReason.UNREADABLE_ANNOTATION);
    assertQuarantined(upload("a.jpg", image, OUTSIDE), RejectionReason.BOX_OUTSIDE_IMAGE);
    assertQuarantined(
        upload("a.jpg", image, Samples.voc(64, 48, "dog", 1, 1, 20, 30)),
        RejectionReason.UNKNOWN_CLASS);
    assertQuarantined(
        given().multiPart("image", "a.jpg", image).post("/v1/images"),
        RejectionReason.MISSING_ANNOTATION);
  }

  @Test
  void badRequestsAreProblems() {
    given()
        .multiPart("annotation", "{}")
        .post("/v1/images")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("code", equalTo("invalid-request"))
        .body("detail", containsString("image"));
    given()
        .multiPart("image", "a.jpg", Samples.jpeg(9, 9, 1))
        .multiPart("split", "exam")
        .post("/v1/images")
        .then()
        .statusCode(400)
        .body("detail", containsString("exam"));
    given()
        .contentType("text/plain")
        .body("hello")
        .post("/v1/images")
        .then()
        .statusCode(415)
        .contentType(PROBLEM)
        .body("code", equalTo("unsupported-media-type"));
    for (String query : List.of("limit=0", "limit=-1", "limit=201", "limit=ten", "after=x")) {
      given()
          .get("/v1/rejected-images?" + query)
          .then()
          .statusCode(400)
          .contentType(PROBLEM)
          .body("code", equalTo("invalid-request"));
    }
    notFound(given().get("/v1/imports/x"));
    notFound(given().get("/v1/imports/x/images"));
    notFound(given().get("/v1/rejected-images/x"));
    notFound(given().post("/v1/rejected-images/x/resubmit"));
    notFound(given().delete("/v1/images/x"));
    notFound(given().delete("/v1/images/" + "0".repeat(64)));
    notFound(given().get("/v1/nothing"));
  }

  private static void notFound(Response response) {
    response
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("not-found"))
        .body("status", equalTo(404));
  }

  @Test
  void badArchivesAreRefusedAsAWhole() throws IOException {
    Map<String, byte[]> climbing =
        Map.of("JPEGImages/a.jpg", Samples.jpeg(9, 9, 1), "../../evil.jpg", new byte[9]);
    Map<String, byte[]> bomb = Map.of("JPEGImages/a.jpg", new byte[32 * 1024 * 1024]);

    assertRefused(zip(climbing), "unsafe-entry-name");
    assertRefused(zip(bomb), "archive-too-large");
    assertRefused(zip(Map.of("readme.txt", bytes("hello"))), "no-images");
    assertRefused(Files.writeString(directory.resolve("no.zip"), "text"), "not-an-archive");
  }

  @Test
  void aRejectedImageIsMendedAndTakenInAgain() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 6);
    String id =
        upload("mend me.jpg", image, OUTSIDE).then().statusCode(422).extract().path("rejectionId");
    given().get("/v1/rejected-images").then().body("items.id", hasItem(id));

    // When, Then it is no better as it is
    given()
        .post("/v1/rejected-images/" + id + "/resubmit")
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .body("code", equalTo("box-outside-image"));

    // When, Then it is with another annotation
    given()
        .contentType("application/xml")
        .body(LABELS)
        .post("/v1/rejected-images/" + id + "/resubmit")
        .then()
        .statusCode(201)
        .body("id", equalTo(Sha256.of(image)));
    assertThat(onLog(Sha256.of(image)).source().name()).isEqualTo("mend me.jpg");
    given().get("/v1/rejected-images/" + id).then().statusCode(404);
    given().post("/v1/rejected-images/" + id + "/resubmit").then().statusCode(404);
  }

  @Test
  void aMissingImageIsSentLater() {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Annotations/later.xml", LABELS);
    entries.put("ImageSets/Main/val.txt", bytes("later"));
    finished(submit(zip(entries))).body("rejections.missing-image", is(1));
    String id = given().get("/v1/rejected-images?limit=1").then().extract().path("items[0].id");

    // When
    byte[] image = Samples.jpeg(64, 48, 7);
    given()
        .multiPart("image", "later.jpg", image)
        .post("/v1/rejected-images/" + id + "/resubmit")
        .then()
        .statusCode(201)
        .body("split", equalTo("val"));

    // Then
    assertThat(onLog(Sha256.of(image)).split()).isEqualTo(Split.VAL);
  }

  @Test
  void rejectionsComeInPages() {
    // Given
    for (int i = 0; i < 3; i++) {
      upload("p" + i + ".jpg", bytes("page " + i), LABELS).then().statusCode(422);
    }

    // When
    ValidatableResponse first = given().get("/v1/rejected-images?limit=2").then();
    first.statusCode(200).body("items", hasSize(2));
    String next = first.extract().path("next");

    // Then
    given()
        .queryParam("after", next)
        .queryParam("limit", 1)
        .get("/v1/rejected-images")
        .then()
        .body("items", hasSize(1))
        .body("items[0].source.name", equalTo("p0.jpg"))
        .body("items[0].reason", equalTo("not-an-image"));
  }

  @Test
  void withoutABrokerRequestsAreToldAndImportsWait() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 8);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("Annotations/waiting.xml", LABELS);
    entries.put("JPEGImages/waiting.jpg", Samples.jpeg(64, 48, 9));
    Path archive = zip(entries);
    String[] id = new String[1];

    // When
    testbed.withoutBroker(
        () -> {
          upload("a.jpg", image, LABELS)
              .then()
              .statusCode(503)
              .contentType(PROBLEM)
              .body("code", equalTo("log-unavailable"));
          id[0] = submit(archive);
          given().get("/v1/imports/" + id[0]).then().body("state", equalTo("RUNNING"));
        });

    // Then
    finished(id[0]).body("state", equalTo("DONE")).body("images.accepted", is(1));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(upload("a.jpg", image, LABELS).statusCode()).isIn(200, 201));
  }

  @Test
  void withoutAStoreALargeImageIsTold() {
    // Given
    byte[] large = Samples.png(600, 400, 10);
    byte[] labels = Samples.voc(600, 400, "hat", 1, 1, 9, 9);

    // When, Then
    testbed.withoutStore(
        () ->
            upload("large.png", large, labels)
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .body("code", equalTo("store-unavailable")));
    upload("large.png", large, labels).then().statusCode(201);
  }

  @Test
  void countsAndDescribesItself() {
    given().get("/q/metrics").then().body(containsString("boxstream_ingest_accepted_total"));
    given().get("/q/openapi").then().body(containsString("/v1/imports"));
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void everyBloodCellImageIsOnTheLogOrInQuarantine() throws IOException {
    // Given
    Path bccd = Path.of(System.getProperty("datasets", "datasets")).resolve("bccd");
    Assumptions.assumeTrue(Files.isDirectory(bccd), "the data set is not at " + bccd);
    Path archive = zip(folder(bccd));

    // When
    ValidatableResponse first = finished(submit(archive));
    ValidatableResponse second = finished(submit(archive));

    // Then the two images with a box without area, BloodImage_00338 and _00343, are refused
    first
        .body("state", equalTo("DONE"))
        .body("images.total", is(364))
        .body("images.accepted", is(362))
        .body("images.rejected", is(2))
        .body("images.duplicates", is(0))
        .body("rejections.empty-box", is(2))
        .body("classes", equalTo(List.of("Platelets", "RBC", "WBC")));
    second
        .body("images.accepted", is(0))
        .body("images.rejected", is(2))
        .body("images.duplicates", is(362));
    Map<String, Integer> split = second.extract().path("split");
    assertThat(split.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(362);
  }

  private void assertQuarantined(Response response, RejectionReason reason) {
    String id =
        response
            .then()
            .statusCode(422)
            .contentType(PROBLEM)
            .body("code", equalTo(reason.code()))
            .body("detail", is(notNullValue()))
            .extract()
            .path("rejectionId");
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.REJECTED_IMAGES, id);
    RejectedImage rejection =
        CODEC.fromRecord(records.get(records.size() - 1), RejectedImage.class);
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.original()).isPresent();
  }

  private static void assertRefused(Response response, String code) {
    response.then().statusCode(403).contentType(PROBLEM).body("code", equalTo(code));
  }

  private static void assertRefused(Path archive, String code) {
    importing(archive)
        .post("/v1/imports")
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .body("code", equalTo(code));
  }

  private AnnotatedImage onLog(String id) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, id);
    return CODEC.fromRecord(records.get(records.size() - 1), AnnotatedImage.class);
  }

  private List<String> traces(String topic, String key) {
    return TopicReader.records(testbed.bootstrapServers(), topic, key).stream()
        .map(record -> CloudEventHeaders.text(record.headers(), "traceparent").orElse(""))
        .toList();
  }

  private static RequestSpecification tracing(String trace) {
    return given().header("traceparent", trace).header("tracestate", "vendor=1");
  }

  private static Response upload(String name, byte[] image, byte[] labels) {
    return upload(given(), name, image, labels);
  }

  private static Response upload(
      RequestSpecification request, String name, byte[] image, byte[] labels) {
    return request
        .multiPart("image", name, image)
        .multiPart("annotation", "labels.xml", labels)
        .post("/v1/images");
  }

  private static RequestSpecification importing(Path archive) {
    return given().contentType("application/zip").body(archive.toFile());
  }

  private static String submit(Path archive) {
    return importing(archive).post("/v1/imports").then().statusCode(202).extract().path("id");
  }

  private static ValidatableResponse finished(String id) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> given().get("/v1/imports/" + id).then().extract().<String>path("state"),
            state -> !state.equals("RUNNING"));
    return given().get("/v1/imports/" + id).then().statusCode(200);
  }

  private Path zip(Map<String, byte[]> entries) {
    return Zips.write(directory.resolve(UUID.randomUUID() + ".zip"), entries);
  }

  private static Map<String, byte[]> folder(Path root) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> entries.put(root.relativize(file).toString(), read(file)));
    }
    return entries;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
