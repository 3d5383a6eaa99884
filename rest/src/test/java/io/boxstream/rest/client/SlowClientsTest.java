package io.boxstream.rest.client;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.rest.TestService;
import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that wants 100 bytes a second over a second, and heads within two. */
@QuarkusTest
@TestProfile(SlowClientsTest.Impatient.class)
class SlowClientsTest {
  private static final int WORKERS = 3;
  private static final int PATIENCE_SECONDS = 60;
  private static final Path BODIES = Path.of("target", "slow-bodies").toAbsolutePath();

  @TestHTTPResource("/")
  URI address;

  /** From the first request on, every new connection is guarded. */
  @BeforeEach
  void aRequestIsAnswered() {
    given().get("/counted?count=1").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/orders, application/json",
    "/uploads, application/octet-stream",
    "/archives, application/octet-stream",
    "/forms, multipart/form-data; boundary=x"
  })
  void aBodyThatHardlyComesIsEnded(String path, String type) throws Exception {
    try (SlowClient slow = SlowClient.of(address, path, type)) {
      assertThat(slow.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE)
          .contains("\"code\":\"request-too-slow\"")
          .contains("boxstream.http.minimum-rate");
    }
  }

  @Test
  void aBodyInAFileIsDeletedWhenItIsEnded() throws Exception {
    String begun = "x".repeat(100_000);
    try (SlowClient slow =
        new SlowClient(
            address,
            SlowClient.head("/archives", "application/octet-stream", 1_000_000) + begun,
            new byte[] {'x'})) {
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> files() == 1);

      assertThat(slow.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).startsWith("HTTP/1.1 408 ");
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> files() == 0);
    }
  }

  @Test
  void aHeadThatIsNeverCompleteIsEnded() throws Exception {
    try (SlowClient slow =
        new SlowClient(address, "GET /counted?count=1 HTTP/1.1\r\nX: ", new byte[] {'x'})) {
      assertThat(slow.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void aSteadyBodyAboveTheRateIsTaken() throws Exception {
    int parts = 40;
    byte[] part = "x".repeat(2000).getBytes(UTF_8);
    try (SlowClient steady =
        new SlowClient(
            address,
            SlowClient.head("/archives", "application/octet-stream", (long) parts * part.length)
                .replace("Host:", "Connection: close\r\nHost:"),
            part)) {
      assertThat(steady.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .startsWith("HTTP/1.1 200 ")
          .endsWith(parts * part.length + " in a file");
    }
  }

  @Test
  void aClientThatWaitsForTheServiceIsNotSlow() {
    // Without workers nothing can be written to the disk: the service stops reading.
    CompletableFuture<?>[] holding =
        Stream.generate(() -> CompletableFuture.runAsync(() -> given().get("/held")))
            .limit(WORKERS)
            .toArray(CompletableFuture<?>[]::new);
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> TestService.HELD.getQueueLength() == WORKERS);
    byte[] body = new byte[8 << 20];
    CompletableFuture<String> upload =
        CompletableFuture.supplyAsync(
            () ->
                given()
                    .contentType("application/octet-stream")
                    .body(body)
                    .post("/archives")
                    .asString());

    // Longer than a client may be slow.
    Awaitility.await()
        .pollDelay(4, TimeUnit.SECONDS)
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> !upload.isDone());
    TestService.HELD.release(WORKERS);

    assertThat(upload.join()).isEqualTo(body.length + " in a file");
    CompletableFuture.allOf(holding).join();
  }

  @Test
  void anAnswerThatIsHardlyTakenFreesItsWorker() throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
      socket
          .getOutputStream()
          .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      Awaitility.await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> TestService.WRITING.get() == 0);
    }
    given().get("/counted?count=1").then().statusCode(200).body(equalTo("1"));
  }

  private static long files() throws Exception {
    if (!Files.isDirectory(BODIES)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(BODIES)) {
      return files.count();
    }
  }

  /** The windows are short; clients that are not slow are far above the rate. */
  public static final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quarkus.thread-pool.max-threads", Integer.toString(WORKERS),
          "quarkus.http.body.uploads-directory", BODIES.toString(),
          "boxstream.http.minimum-rate", "100",
          "boxstream.http.rate-window", "1s",
          "boxstream.http.head-timeout", "2s",
          "boxstream.http.body-memory", "64K");
    }
  }
}
