package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** Fields of JSON that tools have in common. */
final class Payloads {

  private Payloads() {}

  /** The id of an object: a whole number. */
  static Optional<String> id(Map<?, ?> object) {
    return text(object.get("id")).filter(id -> id.matches("\\d{1,18}"));
  }

  /** A time with an offset; empty if there is none. */
  static Optional<Instant> time(Map<?, ?> object, String field) {
    try {
      return text(object.get(field)).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
