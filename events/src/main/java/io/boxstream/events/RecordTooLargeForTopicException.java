package io.boxstream.events;

/** A record is larger than its topic accepts. Not retriable. */
public final class RecordTooLargeForTopicException extends PoisonRecordException {
  /**
   * @param topic of the record
   * @param cause the producer's exception
   */
  public RecordTooLargeForTopicException(String topic, Throwable cause) {
    super("publish", "The record is too large for " + topic + ": " + cause.getMessage(), cause);
  }
}
