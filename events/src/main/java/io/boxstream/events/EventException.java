package io.boxstream.events;

/** The root of what goes wrong between a service and the log. */
public abstract class EventException extends RuntimeException {
  protected EventException(String message, Throwable cause) {
    super(message, cause);
  }
}
