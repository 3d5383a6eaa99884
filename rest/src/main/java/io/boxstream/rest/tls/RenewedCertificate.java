package io.boxstream.rest.tls;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the newest certificate of the two PEM files of Quarkus' TLS registry. The registry itself
 * can read files again after a period, but Vert.x closes the connections that it takes until it has
 * done so.
 */
@Singleton
public class RenewedCertificate implements HttpServerOptionsCustomizer {
  private final Vertx vertx;
  private final Optional<Path> certificate;
  private final Optional<Path> key;

  RenewedCertificate(
      Vertx vertx,
      @ConfigProperty(name = "quarkus.tls.key-store.pem.0.cert") Optional<Path> certificate,
      @ConfigProperty(name = "quarkus.tls.key-store.pem.0.key") Optional<Path> key) {
    this.vertx = vertx;
    this.certificate = certificate;
    this.key = key;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (certificate.isPresent() && key.isPresent()) {
      options.setKeyCertOptions(
          KeyCertOptions.wrap(
              new RenewedKeyManager(certificate.get(), key.get(), this::keyManager)));
    }
  }

  private X509ExtendedKeyManager keyManager() throws IOException {
    PemKeyCertOptions files =
        new PemKeyCertOptions()
            .addCertPath(certificate.orElseThrow().toString())
            .addKeyPath(key.orElseThrow().toString());
    try {
      X509ExtendedKeyManager manager =
          Arrays.stream(files.getKeyManagerFactory(vertx).getKeyManagers())
              .filter(X509ExtendedKeyManager.class::isInstance)
              .map(X509ExtendedKeyManager.class::cast)
              .findFirst()
              .orElseThrow();
      KeyPairs.check(manager);
      return manager;
    } catch (Exception e) {
      throw new IOException(
          "%s and %s are no certificate with its key: %s"
              .formatted(certificate.orElseThrow(), key.orElseThrow(), e.getMessage()),
          e);
    }
  }
}
