package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client shows: {@code bxs_<id>_<secret>}. The prefix lets scanners for secrets find it.
 *
 * @param id of the key, 12 hexadecimal digits
 * @param secret 256 random bits in base64url without padding
 */
public record KeySecret(String id, String secret) {
  /** What every key begins with. */
  public static final String PREFIX = "bxs_";

  private static final Pattern SYNTAX =
      Pattern.compile(PREFIX + "([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;

  public KeySecret {
    requireNonNull(id, "id");
    requireNonNull(secret, "secret");
  }

  /** A new key. */
  public static KeySecret generate(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return generate(HexFormat.of().formatHex(id), random);
  }

  /** A new secret of a key that exists. */
  public static KeySecret generate(String id, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeySecret(id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads what a client shows; empty if it is no key. */
  public static Optional<KeySecret> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    return matcher.matches()
        ? Optional.of(new KeySecret(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** A text in which the secrets of keys are left out, whoever has put them there. */
  public static String mask(String text) {
    return text.contains(PREFIX) ? SYNTAX.matcher(text).replaceAll(PREFIX + "$1_...") : text;
  }

  /** The whole key, to be shown once. */
  public String reveal() {
    return PREFIX + id + "_" + secret;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return PREFIX + id + "_...";
  }
}
