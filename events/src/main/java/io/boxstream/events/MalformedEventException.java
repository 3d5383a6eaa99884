package io.boxstream.events;

import static java.util.Objects.requireNonNull;

/**
 * A record is not a valid event of the expected type. The message contains the topic and the field.
 */
public final class MalformedEventException extends PoisonRecordException {
  private final String topic;
  private final String field;

  MalformedEventException(String topic, String field, String message, Throwable cause) {
    super("decode", topic + ": " + field + ": " + message, cause);
    this.topic = requireNonNull(topic, "topic");
    this.field = requireNonNull(field, "field");
  }

  /** The topic that the record came from. */
  public String topic() {
    return topic;
  }

  /** The invalid header or field, for example {@code ce_type} or {@code boxes[2].xMin}. */
  public String field() {
    return field;
  }
}
