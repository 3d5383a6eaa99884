package io.boxstream.local.settings;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the services of a run are spoken to: over HTTPS if the environment names a certificate.
 *
 * @param certificate PEM file of the certificate of all services; empty for HTTP
 * @param key PEM file of its private key
 * @param authority PEM file of the authority of the certificate; empty if Java trusts it
 */
public record WebProtocol(
    Optional<String> certificate, Optional<String> key, Optional<String> authority) {
  private static final String CERTIFICATE = "BOXSTREAM_HTTPS_CERTIFICATE";
  private static final String KEY = "BOXSTREAM_HTTPS_KEY";
  private static final String AUTHORITY = "BOXSTREAM_CA_FILE";

  /** HTTP without TLS. */
  public static final WebProtocol HTTP =
      new WebProtocol(Optional.empty(), Optional.empty(), Optional.empty());

  public WebProtocol {
    Objects.requireNonNull(authority, "authority");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "set both %s and %s, or none of them".formatted(CERTIFICATE, KEY));
    }
  }

  /**
   * What an environment says.
   *
   * @throws IllegalArgumentException if it names a certificate without a key, or the reverse
   */
  public static WebProtocol of(Map<String, String> environment) {
    return new WebProtocol(
        file(environment, CERTIFICATE), file(environment, KEY), file(environment, AUTHORITY));
  }

  private static Optional<String> file(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(file -> !file.isBlank());
  }

  /** The address of a service. */
  public URI address(int port) {
    return URI.create((isSecure() ? "https" : "http") + "://127.0.0.1:" + port);
  }

  private boolean isSecure() {
    return certificate.isPresent();
  }

  /** Lets a service listen on one port. Quarkus reads no certificates from the environment. */
  public List<String> serviceOptions(int port) {
    return isSecure()
        ? List.of(
            "-Dquarkus.http.ssl-port=" + port,
            "-Dquarkus.http.insecure-requests=disabled",
            "-Dquarkus.tls.key-store.pem.0.cert=" + certificate.orElseThrow(),
            "-Dquarkus.tls.key-store.pem.0.key=" + key.orElseThrow())
        : List.of("-Dquarkus.http.port=" + port);
  }

  /** The lines of Prometheus' configuration for the job that reads the services. */
  public String scrapeSettings() {
    if (!isSecure()) {
      return "";
    }
    return "    scheme: https\n"
        + authority.map(file -> "    tls_config: {ca_file: '" + file + "'}\n").orElse("");
  }
}
