package io.boxstream.events;

/** The broker did not acknowledge a record. Retriable. */
public final class PublishException extends EventException {
  /**
   * @param topic of the record
   * @param cause the producer's exception
   */
  public PublishException(String topic, Throwable cause) {
    super("The log did not acknowledge a record for " + topic + ": " + cause.getMessage(), cause);
  }
}
