package io.boxstream.rest.config;

import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.certificates.CertificateAuthority;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The S3-compatible object store. */
public interface StoreConfiguration {

  /** Address of the S3-compatible server, {@code http(s)://host:port}. */
  @WithDefault("http://127.0.0.1:9000")
  @NotNull
  URI endpoint();

  /** Access key id that signs requests. */
  @NotBlank
  String accessKey();

  /** Secret access key that signs requests. */
  @NotBlank
  String secretKey();

  /** Bucket that holds all objects of Boxstream; created when it does not exist. */
  @WithDefault("boxstream")
  @NotBlank
  String bucket();

  /** Region in the signature of requests. */
  @WithDefault("us-east-1")
  @NotBlank
  String region();

  /**
   * PEM file of the authorities that may sign the certificate of an {@code https} endpoint, one or
   * more. Those that Java trusts are not trusted beside them. It is read again when it changes. Not
   * set: those that Java trusts.
   */
  Optional<Path> certificateAuthority();

  /**
   * The same as the store's client wants it.
   *
   * @throws ConfigurationException if the file of authorities cannot be used
   */
  static StoreSettings settings(StoreConfiguration store) {
    store.certificateAuthority().ifPresent(StoreConfiguration::check);
    return new StoreSettings(
        store.endpoint(),
        store.accessKey(),
        store.secretKey(),
        store.bucket(),
        store.region(),
        store.certificateAuthority());
  }

  private static void check(Path certificateAuthority) {
    try {
      CertificateAuthority.check(certificateAuthority);
    } catch (IOException e) {
      throw new ConfigurationException(
          "boxstream.store.certificate-authority: %s".formatted(e.getMessage()));
    }
  }
}
