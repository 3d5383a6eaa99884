package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Zips;
import io.boxstream.ingest.disk.SmallDisk;
import io.boxstream.ingest.webhooks.Payloads;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told by a service whose disk is really full. */
@QuarkusTest
@QuarkusTestResource(value = FullDiskTestbed.class, restrictToAnnotatedClass = true)
class FullDiskIT {

  private static final String PROBLEM = "application/problem+json";
  private static final byte[] LABELS = Samples.voc(300, 200, "hat", 1, 1, 20, 30);

  SmallDisk disk;

  @TempDir Path directory;

  @BeforeEach
  void awaitReadiness() {
    disk.orSkip();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @AfterEach
  void makeRoom() {
    disk.clear();
  }

  @Test
  void anImageIsToldThatThereIsNoRoomAndTakenLater() {
    // Given
    byte[] image = Samples.jpeg(300, 200, 1);
    disk.fill();

    // When, Then
    assertDiskFull(upload(image));
    disk.clear();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> upload(image).then().statusCode(201));
  }

  @Test
  void anArchiveIsToldThatThereIsNoRoomAndTakenLater() {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("JPEGImages/a.jpg", Samples.jpeg(300, 200, 2));
    entries.put("Annotations/a.xml", LABELS);
    Path archive = Zips.write(directory.resolve("archive.zip"), entries);
    disk.fill();

    // When, Then
    assertDiskFull(submit(archive));
    disk.clear();
    String id = submit(archive).then().statusCode(202).extract().path("id");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> given().get("/v1/imports/" + id).then().body("images.accepted", is(1)));
  }

  @Test
  void aDeliveryIsToldThatThereIsNoRoomAndTakenLater() {
    // Given
    String body = Payloads.job("delete:job", 1, 1, "completed");
    disk.fill();

    // When, Then
    assertDiskFull(deliver(body));
    disk.clear();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> deliver(body).then().statusCode(202));
  }

  private static Response deliver(String body) {
    return given()
        .contentType("application/json")
        .header("X-Signature-256", Payloads.signature(RunningTestbed.CVAT_SECRET, body))
        .body(body)
        .post("/v1/webhooks/cvat");
  }

  private void assertDiskFull(Response response) {
    Matcher<String> reason =
        allOf(containsString(disk.directory().toString()), containsString("full"));
    ValidatableResponse answer = response.then().statusCode(507).contentType(PROBLEM);
    answer
        .header("Retry-After", notNullValue())
        .body("title", equalTo("Insufficient Storage"))
        .body("code", equalTo("disk-full"))
        .body("detail", reason);
  }

  private static Response upload(byte[] image) {
    return given()
        .multiPart("image", "a.jpg", image)
        .multiPart("annotation", "labels.xml", LABELS)
        .post("/v1/images");
  }

  private static Response submit(Path archive) {
    return given().contentType("application/zip").body(archive.toFile()).post("/v1/imports");
  }
}
