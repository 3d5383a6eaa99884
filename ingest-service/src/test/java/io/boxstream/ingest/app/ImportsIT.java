package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Zips;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and cancels imports over HTTP. Seeds from 70 300 on. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class ImportsIT {

  private static final String IMPORTS = "/v1/imports";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  URI address;

  @TempDir Path directory;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void importsAreListedNewestFirstInPages() {
    String first = imported(70_301);
    String second = imported(70_302);

    String next =
        given()
            .get(IMPORTS + "?limit=1")
            .then()
            .statusCode(200)
            .body("items.id", equalTo(List.of(second)))
            .body("items[0].startedAt", notNullValue())
            .body("items[0].caller", equalTo("anna"))
            .body("total", greaterThanOrEqualTo(2))
            .extract()
            .path("next");
    given()
        .get(IMPORTS + "?limit=1&after=" + next)
        .then()
        .body("items.id", equalTo(List.of(first)))
        .body("items[0].state", equalTo("DONE"));
    given().get(IMPORTS + "?after=7").then().statusCode(400);
    given()
        .delete(IMPORTS + "/" + first)
        .then()
        .statusCode(409)
        .body("code", equalTo("import-ended"));
    given().delete(IMPORTS + "/00000000-0000-0000-0000-000000000000").then().statusCode(404);
  }

  @Test
  void anArchiveThatIsBeingSentIsCancelled() throws IOException {
    try (Socket sender = new Socket(address.getHost(), address.getPort())) {
      // Given the beginning of an archive
      sender.setSoTimeout((int) TIMEOUT.toMillis());
      sender
          .getOutputStream()
          .write(
              ("POST /v1/imports?caller=anna HTTP/1.1\r\nHost: %s\r\nContent-Type: application/zip\r\n"
                      + "Content-Length: 1000000\r\n\r\nPK")
                  .formatted(address.getAuthority())
                  .getBytes(UTF_8));
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () -> given().get(IMPORTS).then().body("items[0].state", equalTo("RECEIVING")));
      String id = given().get(IMPORTS).then().extract().path("items[0].id");

      // When more of it comes
      sender.getOutputStream().write(new byte[20_000]);

      // Then its status says how much
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () ->
                  given()
                      .get(IMPORTS + "/" + id)
                      .then()
                      .body("received.bytes", equalTo(20_002))
                      .body("received.total", equalTo(1_000_000)));

      // When
      given()
          .delete(IMPORTS + "/" + id + "?caller=bob")
          .then()
          .statusCode(200)
          .body("state", equalTo("CANCELLED"));

      // Then the sender gets an answer, and the report stays
      String answer = new String(sender.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 409").contains("import-cancelled");
      given()
          .get(IMPORTS + "/" + id)
          .then()
          .body("state", equalTo("CANCELLED"))
          .body("caller", equalTo("anna"))
          .body("detail", equalTo("cancelled by bob while the archive was being sent"));
      given().delete(IMPORTS + "/" + id).then().statusCode(200);
    }
  }

  private String imported(long seed) {
    Path zip =
        Zips.write(
            directory.resolve(seed + ".zip"),
            Map.of(
                "root/JPEGImages/a.jpg",
                Samples.jpeg(64, 48, seed),
                "root/Annotations/a.xml",
                Samples.voc(64, 48, "hat", 1, 1, 9, 9)));
    String id =
        given()
            .contentType("application/zip")
            .body(zip.toFile())
            .post(IMPORTS + "?caller=anna")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                given()
                    .get(IMPORTS + "/" + id)
                    .then()
                    .body("state", equalTo("DONE"))
                    .body("images.accepted", is(1)));
    return id;
  }
}
