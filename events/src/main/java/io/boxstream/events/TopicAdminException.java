package io.boxstream.events;

/** An admin request failed or got no response. */
public final class TopicAdminException extends EventException {
  public TopicAdminException(String what, Throwable cause) {
    super("The broker did not " + what + ": " + cause, cause);
  }
}
