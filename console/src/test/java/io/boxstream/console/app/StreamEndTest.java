package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.access.Scope;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the stream of events of a person ends, who has signed in with a key. */
@QuarkusTest
@TestProfile(SessionTest.WithKeys.class)
class StreamEndTest {
  private static final Duration FEW_SECONDS = Duration.ofSeconds(10);
  private static final String COOKIE = "boxstream-session";

  @TestHTTPResource("/")
  URI console;

  @Test
  void endsWhenThePersonSignsOut() throws Exception {
    // Given
    TestKeys keys = TestKeys.write(SessionTest.FILE);
    Response leaving = signIn(keys);
    Response staying = signIn(keys);
    EventStream left = listen(leaving);
    EventStream stayed = listen(staying);

    // When
    given()
        .cookie(COOKIE, leaving.cookie(COOKIE))
        .header("X-CSRF-Token", leaving.<String>path("csrfToken"))
        .delete("/api/session")
        .then()
        .statusCode(204);

    // Then
    left.awaitSignedOut();
    assertThat(stayed.hasEnded()).isFalse();
  }

  @Test
  void endsWhenTheKeyIsRevoked() throws Exception {
    EventStream stream = listen(signIn(TestKeys.write(SessionTest.FILE)));

    TestKeys.write(SessionTest.FILE);

    stream.awaitSignedOut();
  }

  @Test
  void endsWithTheKeyOfAClientThatHasNoSession() throws Exception {
    TestKeys keys = TestKeys.write(SessionTest.FILE);
    EventStream stream = listen("Authorization", keys.authorization(Scope.READ));

    TestKeys.write(SessionTest.FILE);

    stream.awaitSignedOut();
  }

  private static Response signIn(TestKeys keys) {
    String key = keys.authorization(Scope.READ).substring("Bearer ".length());
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("credential", key))
        .post("/api/session");
  }

  private EventStream listen(Response signedIn) throws Exception {
    return listen("Cookie", COOKIE + "=" + signedIn.cookie(COOKIE));
  }

  private EventStream listen(String header, String value) throws Exception {
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/events".formatted(console.getPort())))
                    .header(header, value)
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> response.body().forEach(lines::add), EventStream::start);
    await().atMost(FEW_SECONDS).until(() -> lines.contains("event: hello"));
    return new EventStream(lines, end);
  }

  /** What came, and whether it has ended. */
  private record EventStream(ConcurrentLinkedQueue<String> lines, CompletableFuture<Void> end) {

    private static void start(Runnable reading) {
      Thread reader = new Thread(reading, "event-stream");
      reader.setDaemon(true);
      reader.start();
    }

    boolean hasEnded() {
      return end.isDone();
    }

    void awaitSignedOut() {
      await().atMost(FEW_SECONDS).until(end::isDone);
      assertThat(List.copyOf(lines)).contains("event: signed-out");
    }
  }
}
