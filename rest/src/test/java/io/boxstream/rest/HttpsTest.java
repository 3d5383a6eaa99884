package io.boxstream.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.certificates.CertificateAuthority;
import io.boxstream.testbed.tls.TestAuthority;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service over HTTPS, in protected mode. */
@QuarkusTest
@TestProfile(HttpsTest.WithCertificate.class)
class HttpsTest {
  private static final Path FOLDER = Path.of("target", "https");
  private static final Path CERTIFICATE = FOLDER.resolve("server.pem");
  private static final Path KEY = FOLDER.resolve("server-key.pem");
  private static final Path AUTHORITY = FOLDER.resolve("authority.pem");
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** A service with a certificate that tests replace. */
  public static final class WithCertificate implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.tls.key-store.pem.0.cert",
          CERTIFICATE.toString(),
          "quarkus.tls.key-store.pem.0.key",
          KEY.toString(),
          "quarkus.http.insecure-requests",
          "disabled",
          "quarkus.http.test-ssl-port",
          "0");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(FirstCertificate.class));
    }
  }

  /** Writes files once, before the service starts. */
  public static final class FirstCertificate implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      try {
        Files.createDirectories(FOLDER);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      renewCertificate();
      return Map.of();
    }

    @Override
    public void stop() {}
  }

  @TestHTTPResource(value = "/", tls = true)
  URI address;

  @ParameterizedTest
  @EnumSource(Version.class)
  void requestsAndTheirOriginsAreCheckedAsWithoutTls(Version version) throws Exception {
    String own = "https://" + address.getAuthority();

    assertThat(status(version, "/q/health/live")).isEqualTo(200);
    assertThat(status(version, "/counted?count=1")).isEqualTo(200);
    assertThat(status(version, "/counted?count=1", "Origin", own)).isEqualTo(200);
    assertThat(status(version, "/counted?count=1", "Origin", own.replace("https", "http")))
        .isEqualTo(403);
    assertThat(status(version, "/counted?count=1", "Origin", "https://evil.example"))
        .isEqualTo(403);
    assertThat(status(version, "/q/health/live", "X-Forwarded-Proto", "http")).isEqualTo(403);
  }

  @Test
  void aForeignHostIsRefused() throws Exception {
    String request =
        "GET /q/health/live HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    try (Socket socket =
        authority().context().getSocketFactory().createSocket("localhost", address.getPort())) {
      assertThat(exchange(socket, request))
          .startsWith("HTTP/1.1 403 ")
          .contains("\"code\":\"foreign-host\"");
    }
  }

  @Test
  void withoutTlsThereIsNoAnswer() throws IOException {
    String request = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("localhost", address.getPort())) {
      assertThat(exchange(socket, request)).doesNotContain("HTTP/1.1 ");
    }
  }

  @Test
  void aRenewedCertificateIsServedWithoutARestart() throws Exception {
    CertificateAuthority before = authority();
    byte[] known = Files.readAllBytes(AUTHORITY);
    assertThat(status(client(before, Version.HTTP_2), "/q/health/live")).isEqualTo(200);

    renewCertificate();

    // Then the very next connection has it
    assertThat(known).isNotEqualTo(Files.readAllBytes(AUTHORITY));
    assertThat(status(client(authority(), Version.HTTP_2), "/q/health/live")).isEqualTo(200);
    Path old = Files.write(FOLDER.resolve("old-authority.pem"), known);
    HttpClient oldClient = client(CertificateAuthority.open(old, HttpsTest::fail), Version.HTTP_2);
    assertThatThrownBy(() -> status(oldClient, "/q/health/live")).isInstanceOf(SSLException.class);
  }

  @Test
  void aDamagedCertificateLeavesTheLastOne() throws Exception {
    leavesTheLastCertificate(() -> Files.writeString(CERTIFICATE, "no certificate"));
  }

  @Test
  void aKeyOfAnotherCertificateLeavesTheLastOne() throws Exception {
    Path other = FOLDER.resolve("other.pem");
    leavesTheLastCertificate(
        () -> TestAuthority.create("other").issue("service").write(other, KEY));
  }

  private void leavesTheLastCertificate(ThrowingCallable damage) throws Exception {
    byte[] certificate = Files.readAllBytes(CERTIFICATE);
    byte[] key = Files.readAllBytes(KEY);
    try {
      damage.call();

      assertThat(status(Version.HTTP_2, "/q/health/live")).isEqualTo(200);
    } catch (Throwable e) {
      throw new AssertionError(e);
    } finally {
      Files.write(CERTIFICATE, certificate);
      Files.write(KEY, key);
    }
    assertThat(status(Version.HTTP_2, "/q/health/live")).isEqualTo(200);
  }

  @Test
  void noConnectionFailsWhileCertificatesAreRenewed() throws Exception {
    TestAuthority authority = TestAuthority.create("authority");
    authority.write(AUTHORITY);
    authority.issue("service").write(CERTIFICATE, KEY);
    assertThat(status(Version.HTTP_1_1, "/q/health/live")).isEqualTo(200);
    CompletableFuture<Void> renewals =
        CompletableFuture.runAsync(
            () -> {
              for (int renewal = 0; renewal < 20; renewal++) {
                authority.issue("service").write(CERTIFICATE, KEY);
              }
            });

    int connections = 0;
    while (!renewals.isDone() || connections < 20) {
      assertThat(status(Version.HTTP_1_1, "/q/health/live")).isEqualTo(200);
      connections++;
    }

    renewals.get();
  }

  private static void renewCertificate() {
    TestAuthority authority = TestAuthority.create("authority");
    authority.issue("service").write(CERTIFICATE, KEY);
    authority.write(AUTHORITY);
  }

  private int status(Version version, String path, String... headers) throws Exception {
    return status(client(authority(), version), path, headers);
  }

  private int status(HttpClient client, String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST);
    HttpResponse<Void> response =
        client.send(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            BodyHandlers.discarding());
    assertThat(response.version()).isEqualTo(client.version());
    return response.statusCode();
  }

  private static HttpClient client(CertificateAuthority authority, Version version) {
    return HttpClient.newBuilder().sslContext(authority.context()).version(version).build();
  }

  private static CertificateAuthority authority() throws IOException {
    return CertificateAuthority.open(AUTHORITY, HttpsTest::fail);
  }

  private static void fail(IOException failure) {
    throw new UncheckedIOException(failure);
  }

  private static String exchange(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }
}
