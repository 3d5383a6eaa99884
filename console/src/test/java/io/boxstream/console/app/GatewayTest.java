package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.boxstream.console.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The way to services and back, in protected mode. */
@QuarkusTest
@TestProfile(GatewayTest.AwayServices.class)
class GatewayTest {

  /** Requests whose browsers leave before they are answered. */
  private static final int LEFT = 2000;

  @TestHTTPResource("/")
  URI address;

  /** Services that are away until a test starts them. */
  public static final class AwayServices implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return FreeAddresses.configuration();
    }
  }

  @Test
  void aRequestArrivesWithoutWhatIsTheBrowsers() throws IOException {
    try (EchoService service = EchoService.start(Service.INGEST)) {
      String own = "http://" + address.getAuthority();
      given()
          .header("Origin", own)
          .header("Referer", own + "/images")
          .header("Sec-Fetch-Site", "same-origin")
          .header("Cookie", "boxstream-session=x; other=y")
          .header("X-CSRF-Token", "z")
          .header("Connection", "keep-alive, X-Mine")
          .header("X-Mine", "hop")
          .header("Authorization", "Bearer something")
          .header("If-Match", "\"6\"")
          .contentType("application/json")
          .body("{}")
          .urlEncodingEnabled(false)
          .put("/api/ingest/v1/images/a%20b/annotations?class=hat&text=a%2Fb")
          .then()
          .statusCode(201)
          .body("method", equalTo("PUT"))
          .body("uri", equalTo("/v1/images/a%20b/annotations?class=hat&text=a%2Fb"))
          .body("body", equalTo("{}"))
          .body("headers.authorization[0]", equalTo("Bearer something"))
          .body("headers.'if-match'[0]", equalTo("\"6\""))
          .body("headers.'content-type'[0]", startsWith("application/json"))
          .body("headers.host[0]", equalTo("127.0.0.1:" + FreeAddresses.port(Service.INGEST)))
          .body("headers.cookie", nullValue())
          .body("headers.origin", nullValue())
          .body("headers.referer", nullValue())
          .body("headers.'sec-fetch-site'", nullValue())
          .body("headers.'x-csrf-token'", nullValue())
          .body("headers.'x-mine'", nullValue());
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void requestsThatBrowsersLeaveDisturbNoOthers() throws Exception {
    try (EchoService service = EchoService.start(Service.INFERENCE)) {
      CompletableFuture<Void> leaving =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; number < LEFT; number++) {
                  leave();
                }
              });
      int answered = 0;
      while (!leaving.isDone()) {
        given().get("/api/inference/v1/images").then().statusCode(201);
        answered++;
      }
      leaving.join();
      assertThat(answered).isPositive();
    }
  }

  private void leave() {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send("GET /api/inference/v1/images/1/thumbnail HTTP/1.1\r\nHost: localhost\r\n\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAnswerHasTheConsolesAddressesAndPolicy() throws IOException {
    try (EchoService service = EchoService.start(Service.TRAINER)) {
      given()
          .post("/api/trainer/v1/things")
          .then()
          .statusCode(201)
          .header("ETag", "\"7\"")
          .header("Location", "/api/trainer/v1/things/7")
          .header("Set-Cookie", nullValue())
          .header("X-Hop", nullValue())
          .header("Content-Security-Policy", startsWith("default-src 'none'"));
      given().head("/api/trainer/v1/things").then().statusCode(201).header("ETag", "\"7\"");
      assertThat(service.requests()).isEqualTo(2);
    }
  }

  @Test
  void jsonIsCompressedForWhoTakesIt() throws IOException {
    try (EchoService service = EchoService.start(Service.TRAINER);
        RawConnection browser = RawConnection.to(address)) {
      browser.send(
          "GET /api/trainer/v1/runs?x=%s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
              .formatted("a".repeat(2000)));

      assertThat(browser.head()).containsIgnoringCase("content-encoding: gzip");
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void aServiceThatIsAwayIsSaidToBeAwayAndComesBack() throws IOException {
    away();
    try (EchoService service = EchoService.start(Service.EVALUATOR)) {
      given().get("/api/evaluator/v1/evaluations").then().statusCode(201);
      given().body("x").post("/api/evaluator/v1/evaluations").then().statusCode(201);
      assertThat(service.requests()).isEqualTo(2);
    }
    away();
    try (EchoService service = EchoService.start(Service.EVALUATOR)) {
      given().get("/api/evaluator/v1/evaluations").then().statusCode(201);
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  private static void away() {
    given()
        .get("/api/evaluator/v1/evaluations")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("code", equalTo("service-unavailable"))
        .body("service", equalTo("evaluator"))
        .header("Retry-After", "2");
  }

  @Test
  void noSpellingOfAnAddressLeavesWhatTheGatewayOffers() throws IOException {
    try (EchoService service = EchoService.start(Service.INGEST)) {
      for (String target :
          List.of(
              "/api/ingest/v1/../q/metrics",
              "/api/ingest/v1/%2e%2e/q/metrics",
              "/api/ingest/v1/..%2fq/metrics",
              "/api/ingest/v1/..%5cq/metrics",
              "/api/ingest/v1/%252e%252e/q/metrics",
              "/api/ingest/v1//q/metrics",
              "/api/ingest//v1/images",
              "/api/ingest/v1/..;/q/metrics",
              "/api/ingest/q/metrics",
              "/api/ingest/v2/images",
              "/api/x/../ingest/q/metrics",
              "/api/ingest/v1/@127.0.0.1:1/",
              "http://127.0.0.1:1/api/ingest/q/metrics")) {
        try (RawConnection browser = RawConnection.to(address)) {
          String head =
              browser
                  .send(
                      "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                          .formatted(target))
                  .head();
          assertThat(head).as(target).matches("(?s)HTTP/1.1 40[034] .*");
        }
      }
      for (String method : List.of("TRACE", "CONNECT", "OPTIONS", "PROPFIND")) {
        try (RawConnection browser = RawConnection.to(address)) {
          String head =
              browser
                  .send(
                      method
                          + " /api/ingest/v1/images HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .head();
          assertThat(head).as(method).startsWith("HTTP/1.1 405 ");
        }
      }
      assertThat(service.requests()).isZero();
    }
  }

  @Test
  void pagesOfOtherOriginsReachNothing() throws IOException {
    try (EchoService service = EchoService.start(Service.INGEST)) {
      given()
          .header("Origin", "http://evil.example")
          .post("/api/ingest/v1/images")
          .then()
          .statusCode(403)
          .body("code", equalTo("foreign-origin"));
      given().header("Host", "evil.example").get("/api/ingest/v1/images").then().statusCode(403);
      given().header("X-Forwarded-For", "10.0.0.1").get("/api/ingest/v1/x").then().statusCode(403);
      assertThat(service.requests()).isZero();
    }
  }

  @Test
  void nobodyNeedsToSignIn() {
    given()
        .get("/api/session")
        .then()
        .statusCode(200)
        .body("accessControl", equalTo(false))
        .body("name", nullValue())
        .header("Set-Cookie", nullValue());
    given()
        .contentType("application/json")
        .body("{\"credential\": \"x\"}")
        .post("/api/session")
        .then()
        .statusCode(409)
        .body("code", equalTo("no-access-control"));
  }
}
