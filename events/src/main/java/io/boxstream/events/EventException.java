package io.boxstream.events;

/** Root of the exceptions of reading and writing events. */
public abstract class EventException extends RuntimeException {
  protected EventException(String message, Throwable cause) {
    super(message, cause);
  }
}
