package io.boxstream.events;

/** The broker did not do, or did not answer, what was asked about topics. */
public final class TopicAdminException extends EventException {
  TopicAdminException(String what, Throwable cause) {
    super("The broker did not " + what + ": " + cause, cause);
  }
}
