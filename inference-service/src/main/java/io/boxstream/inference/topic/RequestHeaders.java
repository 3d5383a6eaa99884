package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TraceContext;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.RequestedModel;
import io.boxstream.inference.serve.ThresholdSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a request: those that mean something here, and those that are passed on. */
final class RequestHeaders {
  /** Names the topic of the answer. */
  static final String REPLY_TOPIC = "reply-topic";

  /** Names the image, for a request without a value. */
  static final String IMAGE_REFERENCE = "image-reference";

  /** The most bytes of names and values that are passed on. */
  static final int LIMIT_BYTES = 8 * 1024;

  /** Read or written by the service; a trace is passed on if it is valid. */
  private static final Set<String> OWN =
      Set.of(
          CloudEventHeaders.CONTENT_TYPE,
          ThresholdSelector.HEADER,
          RequestedModel.HEADER,
          Deadline.HEADER,
          REPLY_TOPIC,
          IMAGE_REFERENCE,
          TraceContext.TRACE_PARENT,
          TraceContext.TRACE_STATE);

  /** Of events, and of dead letters that were sent again. */
  private static final List<String> OWN_PREFIXES = List.of("ce_", "error.");

  private RequestHeaders() {}

  /**
   * A header as text; empty if there is none.
   *
   * @throws PoisonRecordException if it is no text
   */
  static Optional<String> text(Headers headers, String name) {
    Optional<String> text = CloudEventHeaders.text(headers, name);
    if (text.isEmpty() && headers.lastHeader(name) != null) {
      throw new PoisonRecordException(name, "the header " + name + " is not UTF-8 text", null);
    }
    return text;
  }

  /**
   * The headers that go to the answer, in their order.
   *
   * @throws PoisonRecordException if they are too long together
   */
  static List<Header> passedOn(Headers headers) {
    List<Header> passed = new ArrayList<>();
    long bytes = 0;
    for (Header header : headers) {
      if (isOwn(header.key())) {
        continue;
      }
      bytes += header.key().getBytes(UTF_8).length;
      bytes += header.value() == null ? 0 : header.value().length;
      passed.add(header);
    }
    if (bytes > LIMIT_BYTES) {
      throw new PoisonRecordException(
          "headers",
          "the headers have %d bytes, of which at most %d can be passed on"
              .formatted(bytes, LIMIT_BYTES),
          null);
    }
    return passed;
  }

  private static boolean isOwn(String name) {
    return OWN.contains(name) || OWN_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
