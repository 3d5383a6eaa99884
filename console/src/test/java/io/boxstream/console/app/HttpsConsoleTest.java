package io.boxstream.console.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Scope;
import io.boxstream.certificates.CertificateAuthority;
import io.boxstream.console.Service;
import io.boxstream.testbed.access.TestKeys;
import io.boxstream.testbed.tls.TestAuthority;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console over HTTPS, where browsers speak HTTP/2. */
@QuarkusTest
@TestProfile(HttpsConsoleTest.WithCertificate.class)
class HttpsConsoleTest {
  private static final Path KEYS = Path.of("target", "https-console-keys.json").toAbsolutePath();
  private static final Path CERTIFICATE = Path.of("target", "https-console.pem").toAbsolutePath();
  private static final Path KEY = Path.of("target", "https-console-key.pem").toAbsolutePath();
  private static final Path AUTHORITY =
      Path.of("target", "https-console-authority.pem").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestHTTPResource(value = "/", tls = true)
  URI address;

  /** A certificate, keys, and no port without TLS. */
  public static final class WithCertificate implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      TestAuthority authority = TestAuthority.create("console");
      authority.issue("console").write(CERTIFICATE, KEY);
      authority.write(AUTHORITY);
      Map<String, String> configuration = new HashMap<>(TestKeys.configuration(KEYS));
      configuration.putAll(FreeAddresses.configuration());
      configuration.put("quarkus.tls.key-store.pem.0.cert", CERTIFICATE.toString());
      configuration.put("quarkus.tls.key-store.pem.0.key", KEY.toString());
      configuration.put("quarkus.http.insecure-requests", "disabled");
      configuration.put("quarkus.http.test-ssl-port", "0");
      return configuration;
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aPersonSignsInAndSendsAnImage(Version version) throws Exception {
    TestKeys keys = TestKeys.write(KEYS);
    String credential = keys.authorization(Scope.LABEL).substring("Bearer ".length());
    HttpResponse<String> signedIn =
        send(
            version,
            request("/api/session")
                .header("Content-Type", "application/json")
                .header("Origin", "https://" + address.getAuthority())
                .POST(BodyPublishers.ofString("{\"credential\": \"" + credential + "\"}")));
    assertThat(signedIn.version()).isEqualTo(version);
    assertThat(signedIn.statusCode()).isEqualTo(200);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie.split(";")).contains("Secure", "HttpOnly", "SameSite=Strict");
    String image = "x".repeat(3_000_000);

    try (EchoService service = EchoService.start(Service.INGEST)) {
      HttpResponse<String> sent =
          send(
              version,
              request("/api/ingest/v1/images")
                  .header("Cookie", cookie.split(";")[0])
                  .header("X-CSRF-Token", JSON.readTree(signedIn.body()).path("csrfToken").asText())
                  .POST(BodyPublishers.ofString(image)));

      assertThat(sent.statusCode()).isEqualTo(201);
      JsonNode seen = JSON.readTree(sent.body());
      assertThat(seen.path("body").asText()).isEqualTo(image);
      assertThat(seen.at("/headers/authorization/0").asText()).isEqualTo("Bearer " + credential);
      assertThat(seen.path("headers").has("cookie")).isFalse();
      assertThat(
              send(version, request("/api/ingest/v1/images").header("Cookie", cookie.split(";")[0]))
                  .statusCode())
          .isEqualTo(201);
      assertThat(service.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void pagesAndServicesThatAreAwayAreAnswered(Version version) throws Exception {
    TestKeys keys = TestKeys.write(KEYS);

    HttpResponse<String> page = send(version, request("/images"));
    HttpResponse<String> away =
        send(
            version,
            request("/api/trainer/v1/runs")
                .header("Authorization", keys.authorization(Scope.TRAIN))
                .POST(BodyPublishers.ofByteArray("{}".getBytes(UTF_8))));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("\"service\":\"trainer\"");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aPageIsCompressedOnce(Version version) throws Exception {
    TestKeys.write(KEYS);

    HttpResponse<byte[]> page =
        send(
            version,
            request("/images").header("Accept-Encoding", "gzip, br"),
            BodyHandlers.ofByteArray());

    assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(page.body()))) {
      assertThat(new String(unpacked.readAllBytes(), UTF_8)).startsWith("<!doctype html>");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private static HttpResponse<String> send(Version version, HttpRequest.Builder request)
      throws Exception {
    return send(version, request, BodyHandlers.ofString());
  }

  private static <T> HttpResponse<T> send(
      Version version, HttpRequest.Builder request, BodyHandler<T> body) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(
                CertificateAuthority.open(
                        AUTHORITY,
                        failure -> {
                          throw new AssertionError(failure);
                        })
                    .context())
            .build();
    return client.send(request.build(), body);
  }
}
