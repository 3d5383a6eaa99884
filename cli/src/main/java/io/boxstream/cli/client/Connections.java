package io.boxstream.cli.client;

import io.boxstream.certificates.CertificateAuthority;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Makes the connections to services. */
public final class Connections {
  /** The variable that names the PEM file of the authorities that services over HTTPS may have. */
  static final String AUTHORITY = "BOXSTREAM_CA_FILE";

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private Connections() {}

  /**
   * A client that trusts the authorities of a file, or those of Java if none is named.
   *
   * @param variables the environment
   * @throws InvalidAuthorityException if the file cannot be read or has no certificate
   */
  public static HttpClient client(Map<String, String> variables) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT);
    String file = variables.getOrDefault(AUTHORITY, "");
    return file.isBlank()
        ? builder.build()
        : builder.sslContext(authority(Path.of(file.strip())).context()).build();
  }

  /** A file that is damaged later leaves the authorities that were read before. */
  private static CertificateAuthority authority(Path file) {
    try {
      return CertificateAuthority.open(file, damaged -> {});
    } catch (IOException e) {
      throw new InvalidAuthorityException(AUTHORITY + ": " + e.getMessage());
    }
  }
}
