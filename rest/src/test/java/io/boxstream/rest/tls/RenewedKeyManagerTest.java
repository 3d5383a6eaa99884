package io.boxstream.rest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.testbed.tls.TestAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedKeyManagerTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir Path folder;
  private Path certificate;
  private Path key;

  @AfterAll
  static void end() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void issue() {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    renew();
  }

  @Test
  void aHandshakeGetsTheKeyOfTheCertificateThatItBeganWith() throws Exception {
    RenewedKeyManager manager = new RenewedKeyManager(certificate, key, this::read);
    String begun = alias(manager);

    renew();
    String next = alias(manager);

    assertThat(next).isNotEqualTo(begun);
    X509Certificate first = manager.getCertificateChain(begun)[0];
    X509Certificate second = manager.getCertificateChain(next)[0];
    assertThat(first).isNotEqualTo(second);
    assertThat(manager.getPrivateKey(begun)).isNotEqualTo(manager.getPrivateKey(next));
    KeyPairs.check(manager);
  }

  @Test
  void filesThatDidNotChangeAreNotReadAgain() {
    RenewedKeyManager manager = new RenewedKeyManager(certificate, key, this::read);

    assertThat(alias(manager)).isEqualTo(alias(manager));
  }

  @Test
  void whatCannotBeReadLeavesTheLastOneUntilItCan() {
    boolean[] damaged = {false};
    RenewedKeyManager manager =
        new RenewedKeyManager(
            certificate,
            key,
            () -> {
              if (damaged[0]) {
                throw new IOException("damaged");
              }
              return read();
            });
    String last = alias(manager);

    damaged[0] = true;
    renew();
    assertThat(alias(manager)).isEqualTo(last);

    damaged[0] = false;
    renew();
    assertThat(alias(manager)).isNotEqualTo(last);
  }

  @Test
  void withoutACertificateItDoesNotStart() {
    RenewedKeyManager.Reader reader =
        () -> {
          throw new IOException("there is no certificate.pem");
        };

    assertThatThrownBy(() -> new RenewedKeyManager(certificate, key, reader))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("there is no certificate.pem");
  }

  private void renew() {
    TestAuthority.create("authority").issue("service").write(certificate, key);
  }

  private static String alias(RenewedKeyManager manager) {
    return manager.chooseEngineServerAlias("EC", null, null);
  }

  private X509ExtendedKeyManager read() throws IOException {
    try {
      return (X509ExtendedKeyManager)
          new PemKeyCertOptions()
              .addCertPath(certificate.toString())
              .addKeyPath(key.toString())
              .getKeyManagerFactory(VERTX)
              .getKeyManagers()[0];
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
