package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service whose operator states that everyone may do everything. */
@QuarkusTest
@TestProfile(UnprotectedTest.Unprotected.class)
class UnprotectedTest {

  @Test
  void everyHostAndProxyIsAnsweredButNoPageOfAnotherOrigin() {
    given()
        .header("Host", "ingest:8081")
        .header("X-Forwarded-For", "10.0.0.1")
        .get("/counted?count=1")
        .then()
        .statusCode(200);
    given()
        .header("Host", "boxstream.example.org")
        .header("Origin", "https://boxstream.example.org")
        .get("/counted?count=1")
        .then()
        .statusCode(200);
    given()
        .header("Host", "boxstream.example.org")
        .header("Origin", "https://evil.example")
        .get("/counted?count=1")
        .then()
        .statusCode(403)
        .body("code", equalTo("foreign-origin"));
  }

  /** What the operator states. */
  public static final class Unprotected implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("boxstream.access.unprotected", "true", "quarkus.http.test-port", "0");
    }
  }
}
