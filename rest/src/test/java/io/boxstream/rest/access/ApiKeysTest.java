package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with a file of keys. */
@QuarkusTest
@TestProfile(ApiKeysTest.WithKeys.class)
class ApiKeysTest {
  static final TestKeyFile FILE = TestKeyFile.named("keys-of-tests.json");

  @ParameterizedTest
  @ValueSource(strings = {"/counted?count=1", "/nothing", "/q/openapi", "/q/metrics", "/broken"})
  void withoutAKeyEverythingIsRefused(String path) {
    problem(given().get(path).then(), 401, "unauthenticated")
        .header("WWW-Authenticate", containsString("Bearer"));
    problem(
            given()
                .header("Authorization", "Bearer " + TestKeyFile.secret().reveal())
                .get(path)
                .then(),
            401,
            "unauthenticated")
        .header("WWW-Authenticate", containsString("Bearer"));
  }

  @Test
  void healthAndOpenPathsAreAnswered() {
    given().get("/q/health/live").then().statusCode(200);
    problem(given().get("/refused").then(), 409, "already-there");
    problem(given().get("/refused/..%2Fcounted").then(), 401, "unauthenticated");
  }

  @Test
  void aKeyDoesWhatItsScopesCoverUntilItIsRevoked() {
    KeySecret reader = TestKeyFile.secret();
    FILE.write(List.of(TestKeyFile.key("reader", reader, Scope.READ)));

    with(reader).get("/counted?count=1").then().statusCode(200).header("Set-Cookie", nullValue());
    problem(with(reader).get("/nothing").then(), 404, "not-found");
    problem(
            with(reader)
                .contentType("application/octet-stream")
                .body(new byte[10])
                .post("/uploads")
                .then(),
            403,
            "insufficient-scope")
        .body("scope", equalTo("label"));
    problem(with(reader).get("/q/metrics").then(), 403, "insufficient-scope");

    FILE.write(List.of());

    problem(with(reader).get("/counted?count=1").then(), 401, "unauthenticated");
  }

  @Test
  void whatAKeyCausesBearsItsName() {
    KeySecret reader = TestKeyFile.secret();
    FILE.write(List.of(TestKeyFile.key("label-tool", reader, Scope.READ)));

    with(reader).get("/caller").then().body(equalTo("label-tool"));
    with(reader).get("/caller?caller=anna").then().body(equalTo("label-tool for anna"));
    with(reader).get("/caller?caller=label-tool").then().body(equalTo("label-tool"));
  }

  @Test
  void aMethodThatStatesNoScopeIsRefusedToEveryone() {
    KeySecret all = TestKeyFile.secret();
    FILE.write(List.of(TestKeyFile.key("all", all, Scope.values())));

    problem(with(all).get("/broken").then(), 403, "no-access");
    problem(
        with(all).contentType("application/json").body("{\"count\": 1}").post("/orders").then(),
        403,
        "no-access");
  }

  private static RequestSpecification with(KeySecret secret) {
    return given().header("Authorization", "Bearer " + secret.reveal());
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response.statusCode(status).contentType(Problem.MEDIA_TYPE).body("code", equalTo(code));
  }

  /** An empty file of keys; the service may listen anywhere. */
  public static final class WithKeys implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      FILE.write(List.of());
      return Map.of(
          "boxstream.access.keys-file", FILE.path().toString(), "quarkus.http.test-port", "0");
    }
  }
}
