package io.boxstream.events;

/** An admin request about topics failed or got no response. */
public final class TopicAdminException extends EventException {
  TopicAdminException(String what, Throwable cause) {
    super("The broker did not " + what + ": " + cause, cause);
  }
}
