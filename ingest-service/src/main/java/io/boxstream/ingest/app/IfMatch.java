package io.boxstream.ingest.app;

import io.boxstream.rest.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The header {@code If-Match} (RFC 9110, 13.1.1) of requests that change an image. */
final class IfMatch {

  private static final String ANY = "*";

  private IfMatch() {}

  /**
   * The versions that the client accepts.
   *
   * @param header as it was sent, or null
   * @throws ProblemException 428 if there is none
   */
  static Predicate<String> required(String header) {
    if (header == null || header.isBlank()) {
      throw ProblemException.of(
          428,
          "precondition-required",
          "send the header If-Match with the ETag of GET /v1/images/{id}, so that no change of"
              + " somebody else is lost");
    }
    return optional(header);
  }

  /** The versions that the client accepts; all if there is no header. */
  static Predicate<String> optional(String header) {
    if (header == null || header.isBlank() || header.strip().equals(ANY)) {
      return version -> true;
    }
    // A weak tag does not match: it does not promise that nothing has changed.
    Set<String> tags =
        Arrays.stream(header.split(",")).map(String::strip).collect(Collectors.toSet());
    return version -> tags.contains('"' + version + '"');
  }
}
