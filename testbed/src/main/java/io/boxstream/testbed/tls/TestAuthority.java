package io.boxstream.testbed.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A private authority that signs certificates (X.509, RFC 5280) of servers and clients. */
public final class TestAuthority {
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final int SERIAL_BITS = 64;
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestAuthority(String name) throws GeneralSecurityException {
    this.name = name;
    this.keys = generateKeys();
    Instant now = Instant.now();
    byte[] isAuthority = Der.sequence(Der.isTrue());
    this.certificate =
        sign(
            name,
            keys.getPublic(),
            new Validity(now.minus(VALIDITY), now.plus(VALIDITY)),
            extension(BASIC_CONSTRAINTS, isAuthority));
  }

  private record Validity(Instant from, Instant to) {}

  /** A new authority with keys of its own, whatever its name. */
  public static TestAuthority create(String name) {
    try {
      return new TestAuthority(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate of {@code localhost} and 127.0.0.1. */
  public TestCertificate issue(String commonName) {
    Instant now = Instant.now();
    return issue(commonName, new Validity(now.minus(VALIDITY), now.plus(VALIDITY)));
  }

  /** The same, but it expired a minute ago. */
  public TestCertificate issueExpired(String commonName) {
    Instant end = Instant.now().minusSeconds(60);
    return issue(commonName, new Validity(end.minus(VALIDITY), end));
  }

  /** Writes the certificate of the authority as PEM; replaces a file at once. */
  public void write(Path file) {
    TestCertificate.replace(file, TestCertificate.pem("CERTIFICATE", encoded()));
  }

  /** The certificate of the authority. */
  public X509Certificate certificate() {
    return certificate;
  }

  private byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestCertificate issue(String commonName, Validity validity) {
    byte[] names =
        Der.sequence(
            Der.implicit(2, new byte[] {'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't'}),
            Der.implicit(7, new byte[] {127, 0, 0, 1}));
    try {
      KeyPair subject = generateKeys();
      X509Certificate issued =
          sign(commonName, subject.getPublic(), validity, extension(ALTERNATIVE_NAMES, names));
      return new TestCertificate(subject.getPrivate(), List.of(issued, certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      String commonName, PublicKey subject, Validity validity, byte[] extension)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
    byte[] body =
        Der.sequence(
            Der.explicit(0, Der.integer(new byte[] {2})),
            Der.integer(new BigInteger(SERIAL_BITS, random).toByteArray()),
            algorithm,
            distinguishedName(name),
            Der.sequence(Der.time(validity.from()), Der.time(validity.to())),
            distinguishedName(commonName),
            subject.getEncoded(),
            Der.explicit(3, Der.sequence(extension)));
    byte[] signed = Der.sequence(body, algorithm, Der.bits(signature(keys.getPrivate(), body)));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(signed));
  }

  private static byte[] extension(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.isTrue(), Der.octets(value));
  }

  private static byte[] distinguishedName(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(commonName))));
  }

  private static byte[] signature(PrivateKey key, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  private static KeyPair generateKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
