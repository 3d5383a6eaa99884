package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.access.Scope;
import io.boxstream.console.Service;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Signing in, and what a session does, with a file of keys. */
@QuarkusTest
@TestProfile(SessionTest.WithKeys.class)
class SessionTest {
  static final Path FILE = Path.of("target", "console-keys.json").toAbsolutePath();
  private static final Path AUDIT = Path.of("target", "console-audit.log").toAbsolutePath();
  private static final String COOKIE = "boxstream-session";

  /** Keys, services that are away, and the audit log in a file. */
  public static final class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Files.deleteIfExists(AUDIT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, String> configuration = new HashMap<>(TestKeys.configuration(FILE));
      configuration.putAll(FreeAddresses.configuration());
      configuration.put("quarkus.log.handler.file.audit.enabled", "true");
      configuration.put("quarkus.log.handler.file.audit.path", AUDIT.toString());
      configuration.put("quarkus.log.handler.file.audit.format", "%m%n");
      configuration.put("quarkus.log.category.\"io.boxstream.audit\".handlers", "audit");
      return configuration;
    }
  }

  @Test
  void pagesAreOpenAndEverythingElseIsNot() {
    given().get("/images").then().statusCode(200);
    given().get("/app/main.js").then().statusCode(200);
    given().get("/q/health/live").then().statusCode(200);
    for (String path :
        new String[] {
          "/api/session", "/api/ingest/v1/images", "/api/none", "/q/metrics", "/q/openapi"
        }) {
      problem(given().get(path).then(), 401, "unauthenticated");
    }
    for (String path : new String[] {"/api;a=b/session/x", "/api%2fingest/v1/images"}) {
      problem(given().urlEncodingEnabled(false).get(path).then(), 401, "unauthenticated");
    }
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() {
    Response signedIn = signIn(TestKeys.write(FILE), Scope.READ);

    assertThat(signedIn.statusCode()).isEqualTo(200);
    assertThat(signedIn.header("Cache-Control")).contains("no-store");
    assertThat(signedIn.header("Set-Cookie").split(";"))
        .containsExactlyInAnyOrder(
            COOKIE + "=" + signedIn.cookie(COOKIE),
            "Version=1",
            "Path=/",
            "HttpOnly",
            "SameSite=Strict");
    signedIn
        .then()
        .body("accessControl", equalTo(true))
        .body("name", equalTo("read"))
        .body("scopes", contains("read"));
    assertThat(signedIn.asString()).doesNotContain("bxs_").doesNotContain(signedIn.cookie(COOKIE));
  }

  @Test
  void overHttpsTheCookieNeverTravelsWithout() {
    Response behindAProxy =
        given()
            .header("Host", "console.example")
            .header("Origin", "https://console.example")
            .contentType(ContentType.JSON)
            .body(Map.of("credential", credential(TestKeys.write(FILE), Scope.READ)))
            .post("/api/session");

    assertThat(behindAProxy.header("Set-Cookie")).contains(";Secure");
  }

  @Test
  void aWrongKeySignsNobodyIn() {
    for (String wrong : new String[] {"bxs_abc_def", "x y", "a\\nb", "eyJhbGciOiJub25lIn0.e30."}) {
      problem(
              given()
                  .contentType(ContentType.JSON)
                  .body("{\"credential\": \"" + wrong + "\"}")
                  .post("/api/session")
                  .then(),
              401,
              "unauthenticated")
          .header("Set-Cookie", nullValue());
    }
    problem(
        given().contentType(ContentType.JSON).body("{}").post("/api/session").then(),
        400,
        "invalid-request");
    problem(
        given()
            .contentType(ContentType.TEXT)
            .body("{\"credential\": \"x\"}")
            .post("/api/session")
            .then(),
        415,
        "unsupported-media-type");
    problem(
        given()
            .contentType(ContentType.JSON)
            .body("{\"credential\": \"" + "x".repeat(70_000) + "\"}")
            .post("/api/session")
            .then(),
        413,
        "request-too-large");
  }

  @Test
  void aSessionAsksTheServicesAsThePerson() throws IOException {
    TestKeys keys = TestKeys.write(FILE);
    Response signedIn = signIn(keys, Scope.LABEL);
    try (EchoService service = EchoService.start(Service.INGEST)) {
      given()
          .cookie(COOKIE, signedIn.cookie(COOKIE))
          .get("/api/ingest/v1/images")
          .then()
          .statusCode(201)
          .body("headers.authorization[0]", equalTo(keys.authorization(Scope.LABEL)))
          .body("headers.cookie", nullValue());
      withToken(signedIn)
          .body("x")
          .post("/api/ingest/v1/images")
          .then()
          .statusCode(201)
          .body("headers.authorization[0]", equalTo(keys.authorization(Scope.LABEL)))
          .body("headers.'x-csrf-token'", nullValue());
      assertThat(service.requests()).isEqualTo(2);
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(AUDIT)
                    .content()
                    .contains(
                        "\"event\":\"write\",\"key\":\"label\",\"from\":\"127.0.0.1\",\"method\":\"POST\",\"path\":\"/api/ingest/v1/images\",\"status\":201")
                    .contains(
                        "\"key\":\"label\",\"from\":\"127.0.0.1\",\"method\":\"POST\",\"path\":\"/api/session\",\"status\":200"));
    assertThat(AUDIT)
        .content()
        .doesNotContain(
            signedIn.cookie(COOKIE), token(signedIn), credential(keys, Scope.LABEL).substring(10));
  }

  @Test
  void aChangeWithTheCookieAloneIsRefused() throws IOException {
    Response signedIn = signIn(TestKeys.write(FILE), Scope.LABEL);
    String cookie = signedIn.cookie(COOKIE);
    try (EchoService service = EchoService.start(Service.INGEST)) {
      for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        problem(
            given().cookie(COOKIE, cookie).request(method, "/api/ingest/v1/images").then(),
            403,
            "csrf-token");
        problem(
            given()
                .cookie(COOKIE, cookie)
                .header("X-CSRF-Token", "guessed")
                .request(method, "/api/ingest/v1/images")
                .then(),
            403,
            "csrf-token");
      }
      problem(given().cookie(COOKIE, cookie).delete("/api/session").then(), 403, "csrf-token");
      problem(
          withToken(signedIn)
              .header("Origin", "http://evil.example")
              .post("/api/ingest/v1/images")
              .then(),
          403,
          "foreign-origin");
      assertThat(service.requests()).isZero();
    }
    given().cookie(COOKIE, cookie).get("/api/session").then().statusCode(200);
  }

  @Test
  void aKeyOfItsOwnCountsAndNotTheCookie() throws IOException {
    TestKeys keys = TestKeys.write(FILE);
    Response signedIn = signIn(keys, Scope.LABEL);
    try (EchoService service = EchoService.start(Service.INGEST)) {
      given()
          .cookie(COOKIE, signedIn.cookie(COOKIE))
          .header("Authorization", keys.authorization(Scope.READ))
          .post("/api/ingest/v1/images")
          .then()
          .statusCode(201)
          .body("headers.authorization[0]", equalTo(keys.authorization(Scope.READ)));
      assertThat(service.requests()).isEqualTo(1);
    }
    given()
        .header("Authorization", keys.authorization(Scope.READ))
        .get("/api/session")
        .then()
        .statusCode(200)
        .body("name", equalTo("read"))
        .body("csrfToken", nullValue());
  }

  @Test
  void anIdThatSomebodyHasPlantedIsNeverUsed() {
    TestKeys keys = TestKeys.write(FILE);
    Response planted =
        given()
            .cookie(COOKIE, "planted")
            .contentType(ContentType.JSON)
            .body(Map.of("credential", credential(keys, Scope.READ)))
            .post("/api/session");
    String first = planted.cookie(COOKIE);
    assertThat(first).isNotEqualTo("planted");

    Response again =
        given()
            .cookie(COOKIE, first)
            .contentType(ContentType.JSON)
            .body(Map.of("credential", credential(keys, Scope.LABEL)))
            .post("/api/session");

    assertThat(again.cookie(COOKIE)).isNotEqualTo(first);
    problem(given().cookie(COOKIE, first).get("/api/session").then(), 401, "unauthenticated");
    problem(given().cookie(COOKIE, "planted").get("/api/session").then(), 401, "unauthenticated");
  }

  @Test
  void whoSignsOutIsOut() {
    Response signedIn = signIn(TestKeys.write(FILE), Scope.READ);

    Response out = withToken(signedIn).delete("/api/session");

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains(COOKIE + "=;").contains("Max-Age=0");
    problem(
        given().cookie(COOKIE, signedIn.cookie(COOKIE)).get("/api/ingest/v1/images").then(),
        401,
        "unauthenticated");
  }

  @Test
  void aSessionEndsWithItsKey() {
    Response signedIn = signIn(TestKeys.write(FILE), Scope.READ);

    TestKeys.write(FILE);

    String cookie = signedIn.cookie(COOKIE);
    problem(
        given().cookie(COOKIE, cookie).get("/api/ingest/v1/images").then(), 401, "unauthenticated");
    problem(given().cookie(COOKIE, cookie).get("/api/session").then(), 401, "unauthenticated");
  }

  private static Response signIn(TestKeys keys, Scope scope) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("credential", credential(keys, scope)))
        .post("/api/session");
  }

  private static RequestSpecification withToken(Response signedIn) {
    return given().cookie(COOKIE, signedIn.cookie(COOKIE)).header("X-CSRF-Token", token(signedIn));
  }

  private static String token(Response signedIn) {
    return signedIn.path("csrfToken");
  }

  private static String credential(TestKeys keys, Scope scope) {
    return keys.authorization(scope).substring("Bearer ".length());
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code));
  }
}
