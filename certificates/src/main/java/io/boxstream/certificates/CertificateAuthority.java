package io.boxstream.certificates;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The authorities that a client trusts, from a PEM file with one or more certificates. Those of
 * Java are not trusted beside them. Each new connection looks whether the file has changed. If it
 * is damaged or missing then, the authorities that were read last are trusted, and the failure is
 * told once.
 */
public final class CertificateAuthority {
  private final X509ExtendedTrustManager trustManager;
  private final SSLContext context;

  private CertificateAuthority(X509ExtendedTrustManager trustManager) {
    this.trustManager = trustManager;
    this.context = context(trustManager);
  }

  /**
   * Reads a file.
   *
   * @param failures is told why the file cannot be read again after a change
   * @throws IOException if the file cannot be read, has no certificate or a damaged one; the
   *     message names the file
   */
  public static CertificateAuthority open(Path file, Consumer<IOException> failures)
      throws IOException {
    requireNonNull(file, "file");
    return new CertificateAuthority(
        new ChangingTrustManager(
            new ChangingFile<>(file, CertificateAuthority::trustManager, failures)));
  }

  /**
   * Checks that a file can be opened.
   *
   * @throws IOException as {@link #open} does
   */
  public static void check(Path file) throws IOException {
    trustManager(requireNonNull(file, "file"));
  }

  /** Trusts certificates that the authorities have signed. */
  public X509ExtendedTrustManager trustManager() {
    return trustManager;
  }

  /** Makes TLS connections of clients that trust the authorities. */
  public SSLContext context() {
    return context;
  }

  private static X509ExtendedTrustManager trustManager(Path file) throws IOException {
    List<X509Certificate> certificates = PemCertificates.read(file);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int number = 0; number < certificates.size(); number++) {
        store.setCertificateEntry("authority-" + number, certificates.get(number));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates of " + file + " cannot be trusted", e);
    }
  }

  private static SSLContext context(TrustManager trustManager) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has no TLS", e);
    }
  }
}
