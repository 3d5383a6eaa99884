package io.boxstream.local.settings;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/** The store's credentials of one state folder; never printed. */
public record Secrets(String accessKey, String secretKey) {

  public Secrets {
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
  }

  static Secrets random() {
    return new Secrets("boxstream-" + hex(4), hex(24));
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  @Override
  public String toString() {
    return "Secrets[" + accessKey + "]";
  }
}
