package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service with keys, whose audit log goes to a file as docs/security.md says. */
@QuarkusTest
@TestProfile(AuditLogTest.WithFile.class)
class AuditLogTest {
  private static final Path LOG = Path.of("target", "audit-of-tests.log").toAbsolutePath();
  private static final TestKeyFile KEYS = TestKeyFile.named("keys-of-audit.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KeySecret SECRET = TestKeyFile.secret();
  private static final KeySecret OTHER = TestKeyFile.secret();

  @Test
  void writesAndRefusalsAreLinesOfJsonWithoutSecrets() throws IOException {
    KEYS.write(
        List.of(
            TestKeyFile.key("labeller", SECRET, Scope.LABEL),
            TestKeyFile.keyForModel("other", OTHER, "another-model")));

    upload(withKey()).then().statusCode(200);
    upload(given()).then().statusCode(401);
    withKey().get("/counted?count=1").then().statusCode(403);
    withKey().urlEncodingEnabled(false).post("/no%0Aline?password=x").then().statusCode(404);
    withKey().get("/q/metrics").then().statusCode(403);
    with(OTHER).get("/counted?count=1").then().statusCode(403);

    // Lines are written when an answer has been sent.
    Awaitility.await().until(() -> lines().size() >= 6);
    assertThat(lines())
        .extracting(
            line -> line.path("event").asText(),
            line -> line.path("key").asText(),
            line -> line.path("method").asText(),
            line -> line.path("path").asText(),
            line -> line.path("status").asInt())
        .containsExactly(
            tuple("write", "labeller", "POST", "/uploads", 200),
            tuple("refusal", "", "POST", "/uploads", 401),
            tuple("refusal", "labeller", "GET", "/counted", 403),
            tuple("write", "labeller", "POST", "/no%0Aline", 404),
            tuple("refusal", "labeller", "GET", "/q/metrics", 403),
            tuple("refusal", "other", "GET", "/counted", 403));
    assertThat(lines())
        .allSatisfy(
            line -> {
              assertThat(line.path("service").asText()).isEqualTo("rest");
              assertThat(line.path("from").asText()).isEqualTo("127.0.0.1");
              assertThat(Instant.parse(line.path("time").asText())).isBefore(Instant.now());
            });
    assertThat(LOG)
        .content()
        .doesNotContain(SECRET.secret(), OTHER.secret(), "password", "count=1");
  }

  private static List<JsonNode> lines() throws IOException {
    return Files.readAllLines(LOG).stream().map(AuditLogTest::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Response upload(RequestSpecification request) {
    return request.contentType("application/octet-stream").body(new byte[10]).post("/uploads");
  }

  private static RequestSpecification withKey() {
    return with(SECRET);
  }

  private static RequestSpecification with(KeySecret secret) {
    return given().header("Authorization", "Bearer " + secret.reveal());
  }

  /** Keys, and the audit log in a file of its own. */
  public static final class WithFile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Files.deleteIfExists(LOG);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      KEYS.write(List.of());
      return Map.of(
          "quarkus.http.test-port", "0",
          "boxstream.access.keys-file", KEYS.path().toString(),
          "quarkus.log.handler.file.audit.enabled", "true",
          "quarkus.log.handler.file.audit.path", LOG.toString(),
          "quarkus.log.handler.file.audit.format", "%m%n",
          "quarkus.log.category.\"io.boxstream.audit\".handlers", "audit",
          "quarkus.log.category.\"io.boxstream.audit\".use-parent-handlers", "false");
    }
  }
}
