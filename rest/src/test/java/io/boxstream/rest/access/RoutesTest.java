package io.boxstream.rest.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of an address leads around the check of keys. */
@QuarkusTest
@TestProfile(ApiKeysTest.WithKeys.class)
class RoutesTest {
  @TestHTTPResource("/")
  URI address;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/counted?count=1",
        "//counted?count=1",
        "/./counted?count=1",
        "/counted/?count=1",
        "/counted;a=b?count=1",
        "/%63ounted?count=1",
        "/counted%3Fcount=1",
        "/COUNTED?count=1",
        "http://localhost/counted?count=1",
        "/refused/../counted?count=1",
        "/refused/%2e%2e/counted?count=1",
        "/refused/%2E%2E%2Fcounted?count=1",
        "/refused/..%2fcounted?count=1",
        "/refused/..;/counted?count=1",
        "/refused;/../counted?count=1",
        "/refused/..%5ccounted?count=1",
        "/q/health/../../counted?count=1",
        "/q/health/%2e%2e/%2e%2e/counted?count=1",
        "/q/health/..%2f..%2fcounted?count=1",
        "/q/health/..;/..;/counted?count=1",
        "/q/openapi",
        "//q/openapi",
        "/q//openapi",
        "/%71/openapi",
        "/q/%6fpenapi",
        "/q/openapi/",
        "/q/openapi;a",
        "/q/health/../openapi",
        "/q/health/%2e%2e/openapi",
        "/q/health/..%2fopenapi",
        "/q/health/..;/openapi",
        "/q/healthy",
        "/q/health-group",
        "/q",
        "/q/",
        "/",
        "*",
        "/index.html",
        "/META-INF/resources/index.html",
        "/favicon.ico",
        "/nothing"
      })
  void withoutAKeyNoSpellingIsAnswered(String target) throws IOException {
    for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "TRACE", "get", "PROPFIND")) {
      assertThat(status(method, target, "")).as(method).isIn(400, 401, 404, 405, 501);
    }
  }

  /** Only what everyone may see is answered without a key: nothing that ends up elsewhere. */
  @Test
  void spellingsOfOpenAddressesStayWhatTheyAre() throws IOException {
    assertThat(status("GET", "/q/health/live", "")).isEqualTo(200);
    assertThat(status("GET", "/refused", "")).isEqualTo(409);
    assertThat(status("GET", "/q/openapi/../health/live", "")).isEqualTo(200);
  }

  @Test
  void aKeyWithoutScopeForItGetsNothingOfTheFramework() throws IOException {
    KeySecret labeller = TestKeyFile.secret();
    ApiKeysTest.FILE.write(List.of(TestKeyFile.key("labeller", labeller, Scope.LABEL)));
    String header = "Authorization: Bearer " + labeller.reveal() + "\r\n";

    for (String target :
        List.of("/q/openapi", "//q/openapi", "/q//openapi", "/%71/openapi", "/q/openapi/", "/q/")) {
      assertThat(status("GET", target, header)).as(target).isEqualTo(403);
    }
    assertThat(status("GET", "/counted?count=1", header)).isEqualTo(403);
    assertThat(status("GET", "/uploads", header)).isEqualTo(405);
  }

  private int status(String method, String target, String headers) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + headers
              + "Content-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
