package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.inference.TestImages;
import io.boxstream.testbed.access.ScopeCheck;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every operation of the service with keys, and docs/security.md, which lists them. */
@QuarkusTest
@TestProfile(ScopesTest.WithKeys.class)
class ScopesTest {
  private static final Path FILE = Path.of("target", "keys.json").toAbsolutePath();

  @TestHTTPResource("/")
  URI address;

  @Inject Router router;

  @Test
  void everyOperationAsksForTheScopeThatIsDocumented() throws Exception {
    assertThat(ScopeCheck.faults("inference", address, TestKeys.write(FILE))).isEmpty();
  }

  @Test
  void aKeyForOneModelIsForThatModelOnly() throws Exception {
    String authorization = TestKeys.write(FILE).authorizationForModel();
    String primary = "/v1/models/detector";
    byte[] image = TestImages.png(20, 10, 1);

    as(authorization).get("/v1/models").then().statusCode(200).body("name", contains("hats"));
    as(authorization).get("/v1/models/hats").then().statusCode(200);
    as(authorization).get("/v1/models/hats/drift").then().statusCode(200);
    for (String path :
        List.of(
            primary,
            primary + "/drift",
            "/v1/drift",
            "/v1/model",
            "/v1/model/export",
            "/v2/models/detector")) {
      as(authorization).get(path).then().statusCode(403);
    }
    as(authorization).get(primary).then().body("code", equalTo("other-model"));
    for (String path : List.of("/v1/detect", primary + "/detect", "/v2/models/detector/infer")) {
      as(authorization)
          .contentType("application/octet-stream")
          .body(image)
          .post(path)
          .then()
          .statusCode(403);
    }
    as(authorization)
        .header("model", "gloves")
        .contentType("image/png")
        .body(image)
        .post("/v1/detect")
        .then()
        .statusCode(403)
        .body("code", equalTo("other-model"));
  }

  private static RequestSpecification as(String authorization) {
    return given().header("Authorization", authorization);
  }

  /** Others would be asked for a key, and for no scope. */
  @Test
  void thereAreNoRoutesBesideTheResourcesAndTheFrameworks() {
    assertThat(router.getRoutes())
        .extracting(Route::getPath)
        .filteredOn(Objects::nonNull)
        .as("routes of the framework, and two of the resources")
        .containsExactlyInAnyOrder("/q/", "/", "/");
  }

  /** A file of keys, and addresses where nobody listens. */
  public static final class WithKeys implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> configuration = new HashMap<>(TestKeys.configuration(FILE));
      configuration.put("boxstream.inference.models", "hats,gloves");
      return configuration;
    }
  }
}
