package io.boxstream.testbed.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its private key.
 *
 * @param key private key
 * @param chain the certificate, then that of its authority
 */
public record TestCertificate(PrivateKey key, List<X509Certificate> chain) {
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  public TestCertificate {
    chain = List.copyOf(chain);
  }

  /** Writes the certificate and its key into two PEM files; replaces each at once. */
  public void write(Path certificateFile, Path keyFile) {
    replace(keyFile, keyText());
    replace(certificateFile, chainText());
  }

  /** Writes both into one PEM file, as Kafka's clients and brokers read it. */
  public void write(Path file) {
    replace(file, keyText() + chainText());
  }

  /** Writes both into a PKCS #12 file. */
  public void writePkcs12(Path file, String password) {
    try (OutputStream out = Files.newOutputStream(file)) {
      keyStore(password).store(out, password.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the TLS connections of a server with this certificate. */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keyStore(""), new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keyStore(String password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "certificate", key, password.toCharArray(), chain.toArray(new Certificate[0]));
    return store;
  }

  private String keyText() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private String chainText() {
    return chain.stream()
        .map(one -> pem("CERTIFICATE", encoded(one)))
        .collect(Collectors.joining());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, BASE64.encodeToString(content), type);
  }

  static void replace(Path file, String text) {
    try {
      Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "next", ".pem");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
