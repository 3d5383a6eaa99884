package io.boxstream.events;

/** A record that no try will get onto the topic: it is larger than a record there may be. */
public final class RecordTooLargeForTopicException extends PoisonRecordException {
  /**
   * @param topic that the record was for
   * @param cause what the producer said
   */
  public RecordTooLargeForTopicException(String topic, Throwable cause) {
    super("publish", "The record is too large for " + topic + ": " + cause.getMessage(), cause);
  }
}
