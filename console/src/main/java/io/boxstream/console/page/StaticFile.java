package io.boxstream.console.page;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A file as it is sent. The arrays are not to be changed.
 *
 * @param bytes its content
 * @param contentType media type
 * @param tag entity tag, of the content
 */
@SuppressWarnings("ArrayRecordComponent")
record StaticFile(byte[] bytes, String contentType, String tag) {
  private static final int TAG_BYTES = 12;

  StaticFile {
    requireNonNull(bytes, "bytes");
    requireNonNull(contentType, "contentType");
    requireNonNull(tag, "tag");
  }

  static StaticFile of(byte[] bytes, String contentType) {
    return new StaticFile(bytes, contentType, tag(bytes));
  }

  /** Weak, since the same tag stands for the compressed form, too (RFC 9110, 8.8.1). */
  private static String tag(byte[] bytes) {
    byte[] start = new byte[TAG_BYTES];
    System.arraycopy(sha256(bytes), 0, start, 0, TAG_BYTES);
    return "W/\"" + Base64.getUrlEncoder().encodeToString(start) + "\"";
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
