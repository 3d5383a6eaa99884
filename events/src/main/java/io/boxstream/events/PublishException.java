package io.boxstream.events;

/** The log did not acknowledge a record: worth another try when the broker is back. */
public final class PublishException extends EventException {
  PublishException(String topic, Throwable cause) {
    super("The log did not acknowledge a record for " + topic + ": " + cause.getMessage(), cause);
  }
}
