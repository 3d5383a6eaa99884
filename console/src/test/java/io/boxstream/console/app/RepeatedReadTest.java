package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.console.Service;
import io.boxstream.console.app.ScriptedService.Seen;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Method;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services that close connections on which the console has just sent a request. */
@QuarkusTest
@TestProfile(RepeatedReadTest.ShortAnswers.class)
class RepeatedReadTest {
  private static final Optional<String> ANSWER =
      Optional.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  private static final Optional<String> HANG_UP = Optional.empty();

  @TestHTTPResource("/")
  URI address;

  /** Services that are away until a test starts them, and may take a second. */
  public static final class ShortAnswers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> configuration = new HashMap<>(FreeAddresses.configuration());
      configuration.put("boxstream.console.services.answer-timeout", "1s");
      return configuration;
    }
  }

  @Test
  void aReadWhoseConnectionFromThePoolIsClosedIsSentAgainOnANewOne() throws IOException {
    try (ScriptedService service =
        ScriptedService.start(
            Service.INGEST,
            (head, attempt) ->
                head.startsWith("GET /v1/second") && attempt == 0 ? HANG_UP : ANSWER)) {
      given().get("/api/ingest/v1/first").then().statusCode(200);

      given().get("/api/ingest/v1/second?x=1").then().statusCode(200).body(equalTo("ok"));

      List<Seen> second =
          service.requests().stream()
              .filter(seen -> seen.line().equals("GET /v1/second?x=1 HTTP/1.1"))
              .toList();
      assertThat(second).hasSize(2);
      assertThat(second.get(0).earlier()).as("answers on its connection before").isPositive();
      assertThat(second.get(1).earlier()).isZero();
    }
  }

  @Test
  void aHeadIsSentAgainToo() throws IOException {
    try (ScriptedService service =
        ScriptedService.start(
            Service.TRAINER,
            (head, attempt) ->
                attempt == 0
                    ? HANG_UP
                    : Optional.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"))) {
      given().head("/api/trainer/v1/runs").then().statusCode(200);
      assertThat(service.requests()).hasSize(2);
    }
  }

  @Test
  void aReadIsSentAgainOnlyOnce() throws IOException {
    try (ScriptedService service =
        ScriptedService.start(Service.EVALUATOR, (head, attempt) -> HANG_UP)) {
      given().get("/api/evaluator/v1/evaluations").then().statusCode(503);
      assertThat(service.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POST", "PUT", "PATCH", "DELETE"})
  void whatChangesSomethingIsNeverSentAgain(Method method) throws IOException {
    try (ScriptedService service =
        ScriptedService.start(Service.INFERENCE, (head, attempt) -> HANG_UP)) {
      given().request(method, "/api/inference/v1/things").then().statusCode(503);
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void aReadThatIsNotAnsweredInTimeIsNotSentAgain() throws IOException {
    // Nothing, for as long as the connection stays.
    try (ScriptedService service =
        ScriptedService.start(Service.INGEST, (head, attempt) -> Optional.of(""))) {
      given().get("/api/ingest/v1/slow").then().statusCode(503);
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void anAnswerThatHasBegunIsNotAskedForAgain() throws IOException {
    try (ScriptedService service =
            ScriptedService.start(
                Service.INGEST,
                (head, attempt) ->
                    head.startsWith("GET /v1/half")
                        ? Optional.of(
                            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf")
                        : HANG_UP);
        RawConnection browser = RawConnection.to(address)) {
      browser.send("GET /api/ingest/v1/half HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      assertThat(browser.rest()).isEqualTo("half");
      assertThat(service.requests()).hasSize(1);
    }
  }
}
