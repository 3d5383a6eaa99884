package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The service while there is neither broker nor store nor model: it is up, and says what is
 * missing.
 */
@QuarkusTest
@TestProfile(UnavailableDependenciesTest.UnreachableAddresses.class)
class UnavailableDependenciesTest {
  private static final String PROBLEM = "application/problem+json";

  @Test
  void isLiveButNotReady() {
    when().get("/q/health/live").then().statusCode(200);
    when()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'model' }.status", equalTo("DOWN"));
  }

  @Test
  void saysThatThereIsNoModel() {
    when()
        .get("/v1/model")
        .then()
        .statusCode(503)
        .contentType(PROBLEM)
        .header("Retry-After", notNullValue())
        .body("code", equalTo("no-model"));
    given()
        .contentType("image/jpeg")
        .body(new byte[] {1, 2, 3})
        .post("/v1/detect")
        .then()
        .statusCode(503)
        .contentType(PROBLEM)
        .body("code", equalTo("no-model"));
  }

  @Test
  void aPageOfAnotherOriginCannotAskForDetections() {
    given()
        .header("Origin", "http://page.example")
        .multiPart("image", "a.jpg", new byte[] {1, 2, 3})
        .post("/v1/detect")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("foreign-origin"));
    given()
        .header("Host", "page.example:8084")
        .get("/v1/model")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("foreign-host"));
    given().header("Host", "localhost:8084").get("/v1/model").then().statusCode(503);
  }

  @Test
  void refusesOtherTypes() {
    given()
        .contentType("text/plain")
        .body(new byte[] {1})
        .post("/v1/detect")
        .then()
        .statusCode(415)
        .contentType(PROBLEM)
        .body("code", equalTo("unsupported-media-type"))
        .body("detail", containsString("image/*"));
  }

  @Test
  void refusesAFormWithoutImage() {
    given()
        .multiPart("label", "hat")
        .post("/v1/detect")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("code", equalTo("invalid-request"));
  }

  @Test
  void describesItself() {
    when().get("/q/openapi").then().statusCode(200).body(containsString("/v1/detect"));
    when()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("boxstream_inference_model_generation 0.0"));
    for (String path : List.of("/v9/nothing", "/v1/model/nothing", "/v1/detect/nothing")) {
      when()
          .get(path)
          .then()
          .statusCode(404)
          .contentType(PROBLEM)
          .body("code", equalTo("not-found"));
    }
    // Below /v2 errors have the form of the Open Inference Protocol.
    when()
        .get("/v2/nothing")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error", equalTo("there is nothing at this address"));
  }

  /** Addresses where nobody listens. */
  public static final class UnreachableAddresses implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "kafka.bootstrap.servers", "127.0.0.1:1",
          "boxstream.store.endpoint", "http://127.0.0.1:1",
          "boxstream.store.access-key", "nobody",
          "boxstream.store.secret-key", "nothing-secret",
          "boxstream.work-directory", "target/without-anything");
    }
  }
}
