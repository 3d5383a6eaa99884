package io.boxstream.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service gets that does no more than depend on this module. */
@QuarkusTest
class RestTest {
  @Inject TestService.Loop loop;
  @Inject TestService.Process process;

  @TestHTTPResource("/")
  URI address;

  @AfterEach
  void loopRuns() {
    loop.status.set(TestService.Loop.running());
  }

  @Test
  void aRefusedRequestHasItsCodeAndItsMembers() {
    problem(when().get("/refused").then(), 409, "already-there")
        .body("title", equalTo("Conflict"))
        .body("type", equalTo("about:blank"))
        .body("id", equalTo("x-1"));
  }

  @Test
  void theCauseOfAFailedFutureIsTheAnswer() {
    problem(when().get("/later").then(), 422, "unreadable");
  }

  @Test
  void aFailureOfOursSaysNothingOfTheInside() {
    problem(when().get("/broken").then(), 500, "internal-error")
        .body("detail", not(containsString("secret")));
  }

  @Test
  void aStoreThatIsAwayIsWorthAnotherTry() {
    problem(when().get("/away").then(), 503, "store-unavailable").header("Retry-After", "5");
  }

  @Test
  void whatTheServerRefusesIsAProblemToo() {
    problem(when().get("/nothing").then(), 404, "not-found");
    problem(when().delete("/orders").then(), 405, "method-not-allowed");
    problem(
        given()
            .accept("image/png")
            .contentType("application/json")
            .body("{}")
            .post("/orders")
            .then(),
        406,
        "not-acceptable");
    problem(
        given().contentType("text/plain").body("1").post("/orders").then(),
        415,
        "unsupported-media-type");
  }

  @Test
  void aBodyThatIsNotTheExpectedJsonIsAnInvalidRequest() {
    problem(order("{\"count\": "), 400, "invalid-request");
    problem(order("{\"count\": \"many\"}"), 400, "invalid-request")
        .body("detail", containsString("many"));
    problem(order("[]"), 400, "invalid-request");
    problem(order("{\"count\": " + "[".repeat(1_100)), 400, "invalid-request");
    order("{\"count\": 7}").statusCode(200).body(equalTo("7"));
  }

  @Test
  void aParameterOutOfRangeIsNamed() {
    problem(when().get("/counted?count=0").then(), 400, "invalid-request")
        .body("detail", equalTo("count must be greater than or equal to 1"));
  }

  @Test
  void aBodyThatAnnouncesTooMuchIsRefusedBeforeItIsSent() throws Exception {
    assertThat(send("/uploads", "Content-Length: 1001\r\n\r\n")).satisfies(RestTest::isTooLarge);
    assertThat(send("/orders", "Content-Length: 200000000\r\n\r\n"))
        .satisfies(RestTest::isTooLarge);
    given()
        .contentType("application/octet-stream")
        .body(new byte[(int) TestService.UPLOAD_LIMIT])
        .post("/uploads")
        .then()
        .statusCode(200);
  }

  @Test
  void aBodyThatDoesNotAnnounceItsLengthIsRefusedWhereItIsTooLong() throws Exception {
    String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";

    assertThat(send("/uploads", "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk))
        .satisfies(RestTest::isTooLarge);
    assertThat(
            send(
                "/uploads",
                "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk
                    + chunk
                    + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("1000");
  }

  @Test
  void aLongBodyIsKeptInAFileAndNotInMemoryAlsoForAClientThatWouldLikeHttp2() throws Exception {
    int length = 64 << 20;
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/archives"))
            .version(HttpClient.Version.HTTP_2)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(new byte[length]))
            .build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.body()).isEqualTo(length + " in a file");
  }

  @Test
  void aShortBodyIsKeptInMemory() {
    given()
        .contentType("application/octet-stream")
        .body(new byte[100_000])
        .post("/archives")
        .then()
        .body(equalTo("100000"));
  }

  @Test
  void aFormIsReceivedLikeAnyOtherBody() throws Exception {
    for (int size : new int[] {10, 5_000_000}) {
      given()
          .multiPart("image", "a.jpg", new byte[size])
          .post("/form-sizes")
          .then()
          .statusCode(200)
          .body(equalTo(Integer.toString(size)));
    }
  }

  @Test
  void aClientThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/uploads"))
            .expectContinue(true)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(new byte[900]))
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .isEqualTo("900");
  }

  @Test
  void aCompressedBodyIsRefused() {
    problem(
        given()
            .header("Content-Encoding", "gzip")
            .contentType("application/octet-stream")
            .body(new byte[10])
            .post("/uploads")
            .then(),
        415,
        "unsupported-content-encoding");
  }

  @Test
  void aLimitNamesItsKey() throws Exception {
    assertThat(send("/uploads", "Content-Length: 1001\r\n\r\n")).contains("boxstream.test.upload");
    assertThat(send("/orders", "Content-Length: 200000000\r\n\r\n"))
        .contains("quarkus.http.limits.max-body-size");
  }

  @Test
  void isLiveWhileItsLoopsComeRound() {
    when()
        .get("/q/health/live")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'topics' }.data.checkpoints", equalTo("running"))
        .body("checks.find { it.name == 'topics' }.data.'checkpoints.partitions'", equalTo(1));

    loop.status.set(
        new ConsumerLoop.Status(
            ConsumerLoop.State.RETRYING,
            1,
            3,
            Optional.of("no broker"),
            null,
            Instant.now().minus(Duration.ofHours(1))));

    when()
        .get("/q/health/live")
        .then()
        .statusCode(503)
        .body(
            "checks.find { it.name == 'topics' }.data.'checkpoints.failure'", equalTo("no broker"));
  }

  @Test
  void anAnswerCarriesTheTraceOfItsRequest() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    given().header("traceparent", trace).get("/refused").then().header("traceparent", trace);
    when().get("/refused").then().header("traceparent", nullValue());
  }

  @Test
  void theServiceIsStarted() {
    assertThat(process.started).isTrue();
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(status))
        .body("code", equalTo(code));
  }

  private static ValidatableResponse order(String json) {
    return given().contentType("application/json").body(json).post("/orders").then();
  }

  private static void isTooLarge(String response) {
    assertThat(response)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE)
        .contains("\"code\":\"request-too-large\"");
  }

  /** Sends the rest of a request, and reads until the server closes the connection. */
  private String send(String path, String rest) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      String request =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + (path.equals("/orders") ? "application/json" : "application/octet-stream")
              + "\r\n"
              + rest;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
