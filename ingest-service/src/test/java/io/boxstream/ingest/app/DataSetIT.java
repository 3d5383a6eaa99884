package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The images of the data set as users see, correct and remove them. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class DataSetIT {

  private static final String PROBLEM = "application/problem+json";
  private static final byte[] LABELS = Samples.voc(64, 48, "hat", 1, 1, 20, 30);
  private static final byte[] OTHER_LABELS = Samples.voc(64, 48, "person", 1, 1, 20, 30);

  private static final EventCodec CODEC = EventCodec.forService("test");
  private static final String BOXES =
      """
      {"boxes": [{"label": "person", "xMin": 1, "yMin": 2, "xMax": 30, "yMax": 40,
                  "difficult": true}]}
      """;

  RunningTestbed testbed;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anImageIsListedAndShownWithItsHistory() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 101);
    String id = Sha256.of(image);
    upload("seen.jpg", image, LABELS, "val").then().statusCode(201);
    String first = given().get("/v1/images/" + id).then().extract().path("publishedAt");
    upload("seen.jpg", image, OTHER_LABELS, "val").then().statusCode(201);

    // When, Then
    given()
        .get("/v1/images?class=person&split=val&limit=1")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].id", equalTo(id))
        .body("items[0].width", is(64))
        .body("items[0].boxes[0].label", equalTo("person"))
        .body("items[0].source.kind", equalTo("upload"));
    Response shown = given().get("/v1/images/" + id);
    shown
        .then()
        .statusCode(200)
        .body("boxes", hasSize(1))
        .body("boxes[0].xMax", is(19f))
        .body("addedAt", equalTo(first))
        .body("history", hasSize(1))
        .body("history[0].at", equalTo(first))
        .body("history[0].boxes[0].label", equalTo("hat"));
    assertThat(shown.header("ETag")).isEqualTo('"' + shown.<String>path("version") + '"');
    given().delete("/v1/images/" + id).then().statusCode(204);
    given().get("/v1/images/" + id).then().statusCode(404).contentType(PROBLEM);
    given().get("/v1/images").then().body("items.id", not(hasItem(id)));
  }

  @Test
  void pagesHoldEveryImageOnceAndFiltersCombine() {
    // Given
    List<String> ids = new ArrayList<>();
    String since = null;
    for (int number = 0; number < 5; number++) {
      byte[] image = Samples.jpeg(64, 48, 200 + number);
      byte[] labels = number == 2 ? "{\"boxes\":[]}".getBytes(UTF_8) : LABELS;
      String id = upload("p.jpg", image, labels, "test").then().extract().path("id");
      since = since == null ? given().get("/v1/images/" + id).path("publishedAt") : since;
      ids.add(0, id);
    }

    // When
    List<String> listed = new ArrayList<>();
    Response page = given().get("/v1/images?split=test&limit=2&since=" + since);
    listed.addAll(page.path("items.id"));
    while (page.path("next") != null) {
      page =
          given()
              .get("/v1/images?split=test&limit=2&since=" + since + "&after=" + page.path("next"));
      listed.addAll(page.path("items.id"));
    }

    // Then
    assertThat(listed).containsAll(ids).doesNotHaveDuplicates();
    assertThat(listed.stream().filter(ids::contains)).containsExactlyElementsOf(ids);
    given()
        .get("/v1/images?boxes=none&split=test&since=" + since)
        .then()
        .body("items.id", equalTo(List.of(ids.get(2))))
        .body("next", nullValue());
  }

  @Test
  void theStatisticsFollowEveryChange() {
    // Given
    int before = platelets();
    byte[] image = Samples.jpeg(64, 48, 301);
    byte[] labels = Samples.voc(64, 48, "Platelets", 1, 1, 20, 30);

    // When, Then
    upload("s.jpg", image, labels, "val").then().statusCode(201);
    assertThat(platelets()).isEqualTo(before + 1);
    upload("s.jpg", image, LABELS, "val").then().statusCode(201);
    assertThat(platelets()).isEqualTo(before);
    given()
        .get("/v1/statistics")
        .then()
        .statusCode(200)
        .body("splits.val.images", greaterThan(0))
        .body("classes.find { it.name == 'hat' }.side[0].boxes", greaterThan(0))
        .body("days[-1].images", greaterThan(0))
        .body("sources.upload", greaterThan(0));
  }

  private static int platelets() {
    Integer boxes =
        given().get("/v1/statistics").path("classes.find { it.name == 'Platelets' }?.boxes");
    return boxes == null ? 0 : boxes;
  }

  @Test
  void theFileIsWhatWasSentAndMayBeKeptForEver() {
    // Given one image inside its record and one in the object store
    byte[] small = Samples.jpeg(64, 48, 401);
    byte[] large = Samples.png(600, 400, 402);
    byte[] largeLabels = Samples.voc(600, 400, "hat", 1, 1, 20, 30);
    upload("small.jpg", small, LABELS, "train").then().statusCode(201);
    upload("large.png", large, largeLabels, "train").then().statusCode(201);

    // When, Then
    for (byte[] image : List.of(small, large)) {
      String id = Sha256.of(image);
      Response file = given().get("/v1/images/" + id + "/file");
      file.then()
          .statusCode(200)
          .contentType(image == small ? "image/jpeg" : "image/png")
          .header("ETag", '"' + id + '"')
          .header("Cache-Control", containsString("immutable"));
      assertThat(file.asByteArray()).isEqualTo(image);
      given()
          .header("If-None-Match", '"' + id + '"')
          .get("/v1/images/" + id + "/file")
          .then()
          .statusCode(304);
    }
    notFound(given().get("/v1/images/" + "0".repeat(64) + "/file"));
    notFound(given().get("/v1/images/x/thumbnail"));
  }

  @Test
  void aThumbnailIsASmallJpeg() throws IOException {
    byte[] image = Samples.png(300, 200, 403);
    String id = Sha256.of(image);
    upload("t.png", image, Samples.voc(300, 200, "hat", 1, 1, 9, 9), "train")
        .then()
        .statusCode(201);

    Response thumbnail = given().get("/v1/images/" + id + "/thumbnail?size=90");

    thumbnail.then().statusCode(200).contentType("image/jpeg");
    BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(thumbnail.asByteArray()));
    assertThat(pixels.getWidth()).isEqualTo(90);
    assertThat(pixels.getHeight()).isEqualTo(60);
    for (String size : List.of("31", "513", "big")) {
      given().get("/v1/images/" + id + "/thumbnail?size=" + size).then().statusCode(400);
    }
  }

  @Test
  void labelsAreReplacedByWhoHasReadThem() {
    // Given
    byte[] image = Samples.jpeg(64, 48, 501);
    String id = upload("put.jpg", image, LABELS, "val").then().extract().path("id");
    String tag = given().get("/v1/images/" + id).header("ETag");

    // When, Then
    put(id, null, BOXES).statusCode(428).body("code", equalTo("precondition-required"));
    put(id, "\"9-9\"", BOXES)
        .statusCode(412)
        .contentType(PROBLEM)
        .body("code", equalTo("stale-version"))
        .body("version", equalTo(tag.replace("\"", "")));
    put(id, tag, "{\"boxes\":[{\"label\":\"dog\",\"xMin\":0,\"yMin\":0,\"xMax\":9,\"yMax\":9}]}")
        .statusCode(422)
        .body("code", equalTo("unknown-class"));
    String next =
        put(id, tag, BOXES)
            .statusCode(200)
            .body("boxes[0].label", equalTo("person"))
            .body("split", equalTo("val"))
            .body("source.name", equalTo("put.jpg"))
            .body("caller", equalTo("Ana"))
            .body("history[0].boxes[0].label", equalTo("hat"))
            .extract()
            .header("ETag");
    put(id, tag, BOXES).statusCode(412);
    put(id, next, BOXES).statusCode(200).header("ETag", next);
    given().header("If-Match", tag).delete("/v1/images/" + id).then().statusCode(412);
    AnnotatedImage event = onLog(id);
    assertThat(event.image()).isEqualTo(new ImageContent.Inline(image));
    assertThat(event.boxes()).containsExactly(new LabelledBox("person", 1, 2, 30, 40, true));
    given().header("If-Match", next).delete("/v1/images/" + id).then().statusCode(204);
    put(id, next, BOXES).statusCode(404);
  }

  @Test
  void exactlyOneOfRacingWritersSucceeds() throws Exception {
    // Given
    byte[] image = Samples.jpeg(64, 48, 502);
    String id = upload("race.jpg", image, LABELS, "val").then().extract().path("id");
    String tag = given().get("/v1/images/" + id).header("ETag");
    ExecutorService writers = Executors.newFixedThreadPool(8);

    // When
    List<Callable<Integer>> puts = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String boxes =
          "{\"boxes\":[{\"label\":\"person\",\"xMin\":%d,\"yMin\":0,\"xMax\":20,\"yMax\":20}]}"
              .formatted(writer);
      puts.add(() -> put(id, tag, boxes).extract().statusCode());
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> status : writers.invokeAll(puts)) {
      statuses.add(status.get());
    }
    writers.shutdown();

    // Then
    assertThat(statuses).containsOnly(200, 412);
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    given().get("/v1/images/" + id).then().body("history", hasSize(1));
  }

  @Test
  void aClassIsRenamedInTheBackground() {
    // Given
    byte[] labels = Samples.voc(64, 48, "WBC", 1, 1, 20, 30);
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      byte[] image = Samples.jpeg(64, 48, 600 + number);
      ids.add(upload("r.jpg", image, labels, "val").then().extract().path("id"));
    }
    int images = given().get("/v1/images?class=WBC").path("total");

    // When, Then
    rename("{\"from\":\"WBC\",\"to\":\"RBC\",\"dryRun\":true}")
        .statusCode(200)
        .body("images", is(images));
    String address =
        rename("{\"from\":\"WBC\",\"to\":\"RBC\",\"caller\":\"Ana\"}")
            .statusCode(202)
            .body("total", is(images))
            .extract()
            .header("Location");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get(address).then().body("state", equalTo("DONE")));
    given().get(address).then().body("images", is(images)).body("failed", is(0));
    given().get("/v1/images?class=WBC").then().body("total", is(0));
    for (String id : ids) {
      given()
          .get("/v1/images/" + id)
          .then()
          .body("boxes[0].label", equalTo("RBC"))
          .body("caller", equalTo("Ana"))
          .body("history[0].boxes[0].label", equalTo("WBC"));
    }
    rename("{\"from\":\"RBC\",\"to\":\"RBC\"}").statusCode(400);
    rename("{\"from\":\"RBC\"}").statusCode(400).body("detail", containsString("to"));
    rename("{\"from\":\"RBC\",\"to\":7}").statusCode(400);
    rename("{\"from\":\"RBC\",\"to\":\"dog\"}").statusCode(422);
    notFound(given().get("/v1/classes/renames/x"));
  }

  private static ValidatableResponse rename(String request) {
    return given().contentType("application/json").body(request).post("/v1/classes/rename").then();
  }

  @Test
  void theDocumentDescribesTheApiWithExamples() {
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body(
            "paths.'/v1/images'.get.responses.'200'.content.'application/json'.examples.page",
            notNullValue())
        .body("paths.'/v1/images/{id}/annotations'.put.responses.'412'", notNullValue())
        .body("paths.'/v1/images/{id}/file'.get", notNullValue())
        .body("paths.'/v1/images'.get.parameters.name", hasItem("since"));
  }

  private AnnotatedImage onLog(String id) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, id);
    return CODEC.fromRecord(records.get(records.size() - 1), AnnotatedImage.class);
  }

  private static ValidatableResponse put(String id, String ifMatch, String boxes) {
    RequestSpecification request = given().contentType("application/json").body(boxes);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.put("/v1/images/" + id + "/annotations?caller=Ana").then();
  }

  private static void notFound(Response response) {
    response.then().statusCode(404).contentType(PROBLEM).body("code", equalTo("not-found"));
  }

  @Test
  void imagesAreFoundByTextAndRemovedTogether() {
    List<String> ids = new ArrayList<>();
    for (int seed = 70_401; seed <= 70_403; seed++) {
      byte[] image = Samples.jpeg(64, 48, seed);
      upload("Yard North " + seed + ".jpg", image, Samples.voc(64, 48, "hat", 1, 1, 9, 9), "train")
          .then()
          .statusCode(201);
      ids.add(Sha256.of(image));
    }

    given()
        .queryParam("text", "yard north")
        .get("/v1/images?split=train&limit=1000")
        .then()
        .statusCode(200)
        .body("items.id", containsInAnyOrder(ids.toArray()))
        .body("items.suspect", hasItem(false))
        .body("items.version", everyItem(notNullValue()))
        .body("total", nullValue());
    given()
        .get("/v1/images?text=" + ids.get(0).substring(0, 12))
        .then()
        .body("items.id", equalTo(List.of(ids.get(0))));
    given().get("/v1/images?limit=1001").then().statusCode(400);
    given().get("/v1/images?text=" + "x".repeat(201)).then().statusCode(400);

    String unknown = "ab".repeat(32);
    given()
        .contentType("application/json")
        .body(
            "{\"ids\": [\"%s\", \"%s\", \"%s\"], \"caller\": \"anna\"}"
                .formatted(ids.get(0), unknown, ids.get(1)))
        .post("/v1/images/delete")
        .then()
        .statusCode(200)
        .body("results.id", equalTo(List.of(ids.get(0), unknown, ids.get(1))))
        .body("results.status", equalTo(List.of(204, 404, 204)))
        .body("succeeded", is(2));
    notFound(given().get("/v1/images/" + ids.get(0)));
    given().get("/v1/images/" + ids.get(2)).then().statusCode(200);
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, ids.get(1));
    ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
    assertThat(last.value()).isNull();
    assertThat(CloudEventHeaders.text(last.headers(), EventCodec.CALLER_HEADER)).contains("anna");
    given()
        .contentType("application/json")
        .body("{\"reason\": \"empty-box\"}")
        .post("/v1/images/delete")
        .then()
        .statusCode(400);
  }

  @Test
  void whatIsNoTextOrNoLimitIsRefused() {
    String unknown = "ab".repeat(32);
    for (String members :
        List.of(
            "\"ids\": [\"%s\"], \"caller\": {}".formatted(unknown),
            "\"ids\": [\"%s\"], \"caller\": false".formatted(unknown),
            "\"ids\": [\"%s\"], \"limit\": \"\"".formatted(unknown),
            "\"ids\": [\"%s\"], \"limit\": 1.5".formatted(unknown),
            "\"ids\": [\"%s\"], \"limit\": 0".formatted(unknown),
            "\"ids\": [7]")) {
      given()
          .contentType("application/json")
          .body("{" + members + "}")
          .post("/v1/images/delete")
          .then()
          .statusCode(400)
          .contentType(PROBLEM);
    }
  }

  @Test
  void wrongQueriesAreProblems() {
    for (String query :
        List.of("limit=0", "after=x", "split=exam", "boxes=some", "since=yesterday")) {
      given()
          .get("/v1/images?" + query)
          .then()
          .statusCode(400)
          .contentType(PROBLEM)
          .body("code", equalTo("invalid-request"));
    }
    given().get("/v1/images?since=yesterday").then().body("detail", containsString("yesterday"));
    given().get("/v1/images?class=nothing").then().body("items", hasSize(0)).body("total", is(0));
  }

  private static Response upload(String name, byte[] image, byte[] labels, String split) {
    return given()
        .multiPart("image", name, image)
        .multiPart("annotation", "labels", labels)
        .multiPart("split", split)
        .post("/v1/images");
  }
}
