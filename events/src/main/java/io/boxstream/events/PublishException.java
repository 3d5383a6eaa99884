package io.boxstream.events;

/** The log did not acknowledge a record: worth another try when the broker is back. */
public final class PublishException extends EventException {
  /**
   * @param topic that the record was for
   * @param cause what the producer said
   */
  public PublishException(String topic, Throwable cause) {
    super("The log did not acknowledge a record for " + topic + ": " + cause.getMessage(), cause);
  }
}
