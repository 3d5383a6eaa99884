package io.boxstream.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names the labels of an image, to tell whether they have changed. */
public final class LabelDigest {
  private LabelDigest() {}

  /**
   * SHA-256 of the boxes, in 64 lower-case hexadecimal digits. The order of the boxes does not
   * matter.
   */
  public static String of(List<LabelledBox> boxes) {
    MessageDigest digest = sha256();
    boxes.stream()
        .map(LabelledBox::toString)
        .sorted()
        .forEach(box -> digest.update((box + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
