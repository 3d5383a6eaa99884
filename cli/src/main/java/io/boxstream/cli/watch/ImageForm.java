package io.boxstream.cli.watch;

import io.boxstream.cli.client.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The multipart form of an image with its annotation (RFC 7578). */
final class ImageForm {

  private static final String END = "\r\n";

  private final String boundary = "boxstream-" + UUID.randomUUID();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /**
   * Adds a part.
   *
   * @param fileName name of the file that it is
   */
  ImageForm with(String name, String fileName, byte[] content) {
    text("--" + boundary + END);
    text(
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\""
                .formatted(name, escaped(fileName))
            + END);
    text("Content-Type: application/octet-stream" + END + END);
    body.writeBytes(content);
    text(END);
    return this;
  }

  Content content() {
    text("--" + boundary + "--" + END);
    return Content.of("multipart/form-data; boundary=" + boundary, body.toByteArray());
  }

  private void text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As browsers do it. */
  private static String escaped(String fileName) {
    return fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
