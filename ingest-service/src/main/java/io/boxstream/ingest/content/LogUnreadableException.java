package io.boxstream.ingest.content;

/** A record of the log could not be read in time. Retriable. */
public final class LogUnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LogUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
