package io.boxstream.ingest.suspects;

import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.LabelDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Ids of suspects: 16 hexadecimal digits that follow from reason, image and the labels that look
 * wrong. What a model proposes does not count, so that a new model does not rename a suspect.
 */
final class SuspectIds {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final String CONTRADICTED = "contradicted";
  private static final int DIGITS = 16;

  private SuspectIds() {}

  static String of(Suspect suspect) {
    String text =
        String.join(
            "\n",
            suspect.reason().isFoundByModel() ? CONTRADICTED : suspect.reason().code(),
            suspect.imageId().orElse(""),
            suspect.otherImageId().orElse(""),
            LabelDigest.of(suspect.boxes()),
            String.join("\n", suspect.classes().stream().sorted().toList()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static long number(String id) {
    return Long.parseUnsignedLong(id, DIGITS);
  }
}
