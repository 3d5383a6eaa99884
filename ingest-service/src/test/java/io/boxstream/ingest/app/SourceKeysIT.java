package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.ingest.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key for one source: a camera's key cannot touch what people have labelled. */
@QuarkusTest
@TestProfile(SourceKeysIT.WithKeys.class)
@QuarkusTestResource(value = RunningTestbed.class, restrictToAnnotatedClass = true)
class SourceKeysIT {
  private static final Path FILE = Path.of("target", "keys-of-sources.json").toAbsolutePath();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] LABELS = Samples.voc(64, 48, "hat", 1, 1, 20, 30);
  private static final byte[] OTHER_LABELS = Samples.voc(64, 48, "person", 1, 1, 20, 30);
  private static final String BOXES =
      """
      {"boxes": [{"label": "person", "xMin": 2, "yMin": 2, "xMax": 20, "yMax": 20}]}
      """;

  private final KeySecret gateSecret = KeySecret.generate(RANDOM);
  private final KeySecret peopleSecret = KeySecret.generate(RANDOM);

  @BeforeEach
  void awaitReadiness() throws IOException {
    Identity everything = Identity.ofKey("people", EnumSet.allOf(Scope.class), Optional.empty());
    Identity gate =
        Identity.ofKey("gate", EnumSet.of(Scope.READ, Scope.LABEL), Optional.empty())
            .onlyFrom("gate-3");
    new KeyFile(FILE)
        .change(before -> List.of(key(gateSecret, gate), key(peopleSecret, everything)));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              given().get("/q/health/ready").then().statusCode(200);
              gate().get("/v1/images").then().statusCode(200);
            });
  }

  @Test
  void itsImagesHaveItsSourceAndItMayChangeThem() {
    byte[] image = Samples.jpeg(64, 48, 60_001);
    String id = Sha256.of(image);

    upload(gate(), image, LABELS).then().statusCode(201);

    gate()
        .get("/v1/images/" + id)
        .then()
        .body("source.kind", equalTo("gate-3"))
        .body("caller", equalTo("gate"));
    relabel(gate(), id).then().statusCode(200);
    gate().delete("/v1/images/" + id).then().statusCode(204);
  }

  @Test
  void otherImagesStayAsTheyAre() {
    byte[] image = Samples.jpeg(64, 48, 60_002);
    String id = Sha256.of(image);
    upload(people(), image, LABELS).then().statusCode(201);

    relabel(gate(), id)
        .then()
        .statusCode(403)
        .body("code", equalTo("other-source"))
        .body("detail", containsString("gate-3"));
    gate().delete("/v1/images/" + id).then().statusCode(403).body("code", equalTo("other-source"));
    gate()
        .contentType("application/json")
        .body("{\"ids\": [\"" + id + "\"]}")
        .post("/v1/images/delete")
        .then()
        .statusCode(200)
        .body("results.status", equalTo(List.of(403)))
        .body("results.code", equalTo(List.of("other-source")));
    upload(gate(), image, OTHER_LABELS)
        .then()
        .statusCode(422)
        .body("code", equalTo("conflicting-annotation"));

    gate()
        .get("/v1/images/" + id)
        .then()
        .body("source.kind", equalTo("upload"))
        .body("boxes[0].label", equalTo("hat"));
  }

  @Test
  void whatChangesImagesOfSeveralSourcesIsRefused() {
    gate()
        .contentType("application/zip")
        .body(new byte[10])
        .post("/v1/imports")
        .then()
        .statusCode(403)
        .body("code", equalTo("other-source"));
    gate()
        .contentType("application/json")
        .body("{\"from\": \"hat\", \"to\": \"person\"}")
        .post("/v1/classes/rename")
        .then()
        .statusCode(403)
        .body("code", equalTo("other-source"));
  }

  private static Response relabel(RequestSpecification caller, String id) {
    String tag = caller.get("/v1/images/" + id).header("ETag");
    return caller
        .header("If-Match", tag)
        .contentType("application/json")
        .body(BOXES)
        .put("/v1/images/" + id + "/annotations");
  }

  private static Response upload(RequestSpecification caller, byte[] image, byte[] labels) {
    return caller
        .multiPart("image", "an image.jpg", image)
        .multiPart("annotation", "labels.xml", labels)
        .post("/v1/images");
  }

  private RequestSpecification gate() {
    return with(gateSecret);
  }

  private RequestSpecification people() {
    return with(peopleSecret);
  }

  private static RequestSpecification with(KeySecret secret) {
    return given().header("Authorization", "Bearer " + secret.reveal());
  }

  private static ApiKey key(KeySecret secret, Identity identity) {
    return new ApiKey(
        secret.id(), identity, Instant.now(), Optional.empty(), KeyHash.of(secret, RANDOM));
  }

  /** A service with a file of keys. */
  public static final class WithKeys implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        new KeyFile(FILE).change(before -> List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of("boxstream.access.keys-file", FILE.toString());
    }
  }
}
