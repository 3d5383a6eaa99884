package io.boxstream.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a file keeps of a secret: SHA-256 of a salt followed by the secret. A slow hash makes
 * guessing of passwords expensive; nobody can guess 256 random bits, so that a fast hash is enough,
 * and a request costs microseconds.
 *
 * @param salt 16 random bytes in hexadecimal
 * @param sha256 32 bytes in hexadecimal
 */
public record KeyHash(String salt, String sha256) {
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int SALT_BYTES = 16;

  public KeyHash {
    if (!SALT.matcher(salt).matches()) {
      throw new IllegalArgumentException("salt must be 32 hexadecimal digits");
    }
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits");
    }
  }

  /** The hash of a secret under a new salt. */
  public static KeyHash of(KeySecret secret, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new KeyHash(
        HexFormat.of().formatHex(salt), HexFormat.of().formatHex(digest(salt, secret)));
  }

  /** Whether this is the hash of a secret. Takes the same time whatever the secret is. */
  public boolean matches(KeySecret secret) {
    return MessageDigest.isEqual(
        digest(HexFormat.of().parseHex(salt), secret), HexFormat.of().parseHex(sha256));
  }

  private static byte[] digest(byte[] salt, KeySecret secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(secret.secret().getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
