package io.boxstream.inference.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.images.ContentHash;
import java.util.zip.CRC32C;

/**
 * Which requests are in the share of a rollout: those whose key, or whose image if they have no
 * key, hashes into it. A key is in it or not for the whole rollout, on every instance; another
 * rollout chooses other keys.
 */
final class KeyShare {
  private static final int DIGITS = 13;
  private static final double RANGE = Math.pow(16, DIGITS);

  private KeyShare() {}

  /**
   * Whether a request is in the share.
   *
   * @param rolloutId unique id of the rollout
   * @param key of the request; empty if it has none
   * @param share in (0, 1]
   */
  static boolean contains(String rolloutId, String key, byte[] image, double share) {
    String name = key.isEmpty() ? "image/" + checksum(image) : "key/" + key;
    return place(rolloutId + "/" + name) < share;
  }

  /** Quick, because answers wait for it; what it is used for is hashed again. */
  private static long checksum(byte[] image) {
    CRC32C checksum = new CRC32C();
    checksum.update(image);
    return checksum.getValue();
  }

  /** In [0, 1), evenly distributed over texts. */
  private static double place(String text) {
    String hash = ContentHash.of(text.getBytes(UTF_8));
    return Long.parseLong(hash.substring(0, DIGITS), 16) / RANGE;
  }
}
