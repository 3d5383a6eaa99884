package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.access.ApiKey;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that lets each key upload twice a minute, and each address five times. */
@QuarkusTest
@TestProfile(RatesTest.WithRates.class)
class RatesTest {
  private static final TestKeyFile KEYS = TestKeyFile.named("keys-of-rates.json");

  @Test
  void whatIsTooMuchIsRefusedUntilLater() {
    List<KeySecret> callers =
        List.of(TestKeyFile.secret(), TestKeyFile.secret(), TestKeyFile.secret());
    KEYS.write(callers.stream().map(RatesTest::key).toList());

    assertThat(upload(callers.get(0)).statusCode()).isEqualTo(200);
    assertThat(upload(callers.get(0)).statusCode()).isEqualTo(200);
    refused(upload(callers.get(0)));
    assertThat(upload(callers.get(1)).statusCode()).isEqualTo(200);
    assertThat(upload(callers.get(1)).statusCode()).isEqualTo(200);
    refused(upload(callers.get(2)));
    given()
        .header("Authorization", "Bearer " + callers.get(0).reveal())
        .get("/counted?count=1")
        .then()
        .statusCode(200);
  }

  private static Response upload(KeySecret caller) {
    return given()
        .header("Authorization", "Bearer " + caller.reveal())
        .contentType("application/octet-stream")
        .body(new byte[10])
        .post("/uploads");
  }

  private static void refused(Response response) {
    response
        .then()
        .statusCode(429)
        .contentType(Problem.MEDIA_TYPE)
        .body("code", equalTo("too-many-requests"));
    assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 31);
  }

  private static ApiKey key(KeySecret secret) {
    return TestKeyFile.key("caller-" + secret.id(), secret, Scope.LABEL, Scope.READ);
  }

  /** The refusals of a key count for the address. */
  public static final class WithRates implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      KEYS.write(List.of());
      return Map.of(
          "quarkus.http.test-port", "0",
          "boxstream.access.keys-file", KEYS.path().toString(),
          "boxstream.access.rates.uploads.per-key", "2",
          "boxstream.access.rates.uploads.per-address", "5");
    }
  }
}
