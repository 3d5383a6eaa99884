package io.boxstream.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The body of a request.
 *
 * @param type its media type
 * @param body makes the body, for each attempt
 * @param longest how long the answer may take after the first byte was sent
 * @param announced whether the service is asked before the body is sent: an archive that it refuses
 *     does not travel
 */
public record Content(
    String type, Supplier<BodyPublisher> body, Duration longest, boolean announced) {

  private static final Duration LONGEST_UPLOAD = Duration.ofHours(24);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  public Content {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(longest, "longest");
  }

  /** Bytes in memory. */
  public static Content of(String type, byte[] bytes) {
    return new Content(type, () -> BodyPublishers.ofByteArray(bytes), LONGEST_ANSWER, false);
  }

  /**
   * A body of any length.
   *
   * @param length in bytes; negative if unknown
   */
  public static Content stream(String type, long length, StreamedBody.Writer writer) {
    return new Content(type, () -> new StreamedBody(length, writer), LONGEST_UPLOAD, true);
  }
}
