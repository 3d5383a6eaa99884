package io.boxstream.console.detections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The bytes of an image as somebody sent it, in a format that browsers show.
 *
 * @param bytes not to be changed
 * @param contentType by the first bytes; nothing else is believed
 */
@SuppressWarnings("ArrayRecordComponent")
public record RequestImage(byte[] bytes, String contentType) {

  public RequestImage {
    requireNonNull(bytes, "bytes");
    requireNonNull(contentType, "contentType");
  }

  /** The image of these bytes; empty if they are no JPEG, PNG, WebP or BMP, or null. */
  static Optional<RequestImage> of(byte[] bytes) {
    return bytes == null
        ? Optional.empty()
        : contentType(bytes).map(type -> new RequestImage(bytes, type));
  }

  private static Optional<String> contentType(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(12, bytes.length), ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return Optional.of("image/webp");
    }
    return head.startsWith("BM") ? Optional.of("image/bmp") : Optional.empty();
  }
}
