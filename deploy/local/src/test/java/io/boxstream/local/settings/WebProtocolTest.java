package io.boxstream.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WebProtocolTest {

  @Test
  void withoutACertificateItIsHttp() {
    WebProtocol protocol = WebProtocol.of(Map.of("BOXSTREAM_HTTPS_CERTIFICATE", " "));

    assertThat(protocol.address(8081)).hasToString("http://127.0.0.1:8081");
    assertThat(protocol.serviceOptions(8081)).containsExactly("-Dquarkus.http.port=8081");
    assertThat(protocol.scrapeSettings()).isEmpty();
  }

  @Test
  void withACertificateItIsHttpsAlone() {
    WebProtocol protocol =
        WebProtocol.of(
            Map.of(
                "BOXSTREAM_HTTPS_CERTIFICATE", "/c.pem",
                "BOXSTREAM_HTTPS_KEY", "/k.pem",
                "BOXSTREAM_CA_FILE", "/ca.pem"));

    assertThat(protocol.address(8081)).hasToString("https://127.0.0.1:8081");
    assertThat(protocol.serviceOptions(8081))
        .containsExactly(
            "-Dquarkus.http.ssl-port=8081",
            "-Dquarkus.http.insecure-requests=disabled",
            "-Dquarkus.tls.key-store.pem.0.cert=/c.pem",
            "-Dquarkus.tls.key-store.pem.0.key=/k.pem");
    assertThat(protocol.scrapeSettings())
        .isEqualTo("    scheme: https\n    tls_config: {ca_file: '/ca.pem'}\n");
  }

  @Test
  void aCertificateWithoutAKeyIsRefused() {
    assertThatThrownBy(() -> WebProtocol.of(Map.of("BOXSTREAM_HTTPS_CERTIFICATE", "/c.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BOXSTREAM_HTTPS_KEY");
  }
}
