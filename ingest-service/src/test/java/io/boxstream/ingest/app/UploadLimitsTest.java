package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ingest refuses before it looks at it, with small limits and few workers. */
@QuarkusTest
@TestProfile(UploadLimitsTest.SmallLimits.class)
class UploadLimitsTest {
  private static final int WORKERS = 3;

  @TestHTTPResource("/")
  URI address;

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/images, multipart/form-data; boundary=x",
    "PUT, /v1/images/x/annotations, application/json",
    "POST, /v1/webhooks/label-studio, application/json",
    "POST, /v1/classes/rename, application/json"
  })
  void clientsThatSendSlowlyHoldNoWorkers(String method, String path, String type)
      throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int client = 0; client < 3 * WORKERS; client++) {
        slow.add(begin(method, path, type));
      }
      for (int request = 0; request < WORKERS; request++) {
        given().get("/v1/webhooks/deliveries").then().statusCode(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void anArchiveThatIsBeingSentTakesThePlaceOfAnImport() throws Exception {
    try (Socket slow = begin("POST", "/v1/imports", "application/zip")) {
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  archive(10)
                      .then()
                      .statusCode(429)
                      .contentType(Problem.MEDIA_TYPE)
                      .header("Retry-After", notNullValue())
                      .body("code", equalTo("too-many-imports"))
                      .body("detail", containsString("boxstream.ingest.imports.waiting")));
      slow.getOutputStream().write(' ');
    }
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> archive(10).then().statusCode(422));
  }

  @Test
  void anArchiveThatIsTooLongIsRefused() {
    refused(archive(5000).then(), "archive-too-large", "boxstream.ingest.archive.max-bytes");
  }

  @Test
  void aFormThatIsTooLongIsRefused() {
    refused(
        given().multiPart("image", "a.jpg", new byte[5000]).post("/v1/images").then(),
        "request-too-large",
        "four times boxstream.ingest.image.max-bytes");
  }

  @Test
  void aDeliveryThatIsTooLongIsRefused() {
    refused(
        given()
            .contentType("application/json")
            .body("\"" + "x".repeat(70_000) + "\"")
            .post("/v1/webhooks/label-studio")
            .then(),
        "request-too-large",
        "boxstream.ingest.webhooks.max-bytes");
  }

  private static Response archive(int length) {
    return given().contentType("application/zip").body(new byte[length]).post("/v1/imports");
  }

  private static void refused(ValidatableResponse response, String code, String key) {
    response
        .statusCode(413)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo(code))
        .body("detail", containsString(key));
  }

  /** Sends a part of a body. */
  private Socket begin(String method, String path, String type) throws Exception {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket
        .getOutputStream()
        .write(
            "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{"
                .formatted(method, path, type)
                .getBytes(UTF_8));
    return socket;
  }

  /** Slow clients are waited for; a worker that waits with them would be lost. */
  public static final class SmallLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quarkus.http.test-port", "0"),
          Map.entry("quarkus.thread-pool.max-threads", Integer.toString(WORKERS)),
          Map.entry("quarkus.http.read-timeout", "1h"),
          Map.entry("kafka.bootstrap.servers", "127.0.0.1:1"),
          Map.entry("boxstream.store.endpoint", "http://127.0.0.1:1"),
          Map.entry("boxstream.store.access-key", "nobody"),
          Map.entry("boxstream.store.secret-key", "nothing-secret"),
          Map.entry("boxstream.work-directory", "target/small-limits"),
          Map.entry("boxstream.http.minimum-rate", "0"),
          Map.entry("boxstream.ingest.image.max-bytes", "1K"),
          Map.entry("boxstream.ingest.archive.max-bytes", "4K"),
          Map.entry("boxstream.ingest.webhooks.max-bytes", "2K"),
          Map.entry("boxstream.ingest.imports.waiting", "1"));
    }
  }
}
