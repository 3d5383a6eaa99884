package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A service that accepts the tokens of an OpenID provider, and no keys. */
@QuarkusTest
@TestProfile(TokensTest.WithTokens.class)
class TokensTest {
  @ConfigProperty(name = "test.tokens.read")
  String read;

  @ConfigProperty(name = "test.tokens.label")
  String label;

  @Test
  void aTokenDoesWhatItsScopesCover() {
    bearer(read).get("/counted?count=1").then().statusCode(200);
    problem(upload(bearer(read)).then(), 403, "insufficient-scope");
    upload(bearer(label)).then().statusCode(200).body(equalTo("900"));
    problem(bearer(label).get("/counted?count=1").then(), 403, "insufficient-scope");
    problem(bearer(read).get("/q/metrics").then(), 403, "insufficient-scope");
  }

  @Test
  void withoutATokenThatCountsEverythingIsRefused() {
    problem(given().get("/counted?count=1").then(), 401, "unauthenticated");
    problem(bearer("nothing").get("/counted?count=1").then(), 401, "unauthenticated");
    problem(upload(bearer("nothing")).then(), 401, "unauthenticated");
    problem(
        bearer("bxs_000000000000_" + "A".repeat(43)).get("/counted?count=1").then(),
        401,
        "unauthenticated");
  }

  /** The body waits while the token is verified. */
  private static Response upload(RequestSpecification request) {
    return request.contentType("application/octet-stream").body(new byte[900]).post("/uploads");
  }

  private static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response.statusCode(status).contentType(Problem.MEDIA_TYPE).body("code", equalTo(code));
  }

  /** The provider runs outside the service, and its tokens come as configuration. */
  public static final class WithTokens implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Provider.class));
    }
  }

  /** A provider, and a token for each scope. */
  public static final class Provider implements QuarkusTestResourceLifecycleManager {
    private final TestProvider provider = new TestProvider();

    @Override
    public Map<String, String> start() {
      Map<String, String> configuration = new HashMap<>(provider.configuration());
      configuration.put("quarkus.http.test-port", "0");
      for (String scope : List.of("read", "label")) {
        configuration.put(
            "test.tokens." + scope, provider.token(TestProvider.claims("anna", scope)));
      }
      return configuration;
    }

    @Override
    public void stop() {
      provider.close();
    }
  }
}
