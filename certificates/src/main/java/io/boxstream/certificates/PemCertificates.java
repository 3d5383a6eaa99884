package io.boxstream.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a PEM file (RFC 7468). What else is in the file is ignored. */
final class PemCertificates {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", Pattern.DOTALL);

  private PemCertificates() {}

  /**
   * The certificates of a file in its order, at least one.
   *
   * @throws IOException if the file cannot be read, has none or a damaged one; the message names
   *     the file
   */
  static List<X509Certificate> read(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher matcher = CERTIFICATE.matcher(text(file));
    while (matcher.find()) {
      certificates.add(decode(file, certificates.size() + 1, matcher.group(1)));
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " has no certificate in the PEM format");
    }
    return certificates;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static X509Certificate decode(Path file, int number, String base64) throws IOException {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IOException("certificate " + number + " of " + file + " is damaged", e);
    }
  }
}
