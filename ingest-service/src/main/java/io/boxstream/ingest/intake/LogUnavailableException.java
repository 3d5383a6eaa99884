package io.boxstream.ingest.intake;

/** Kafka did not acknowledge a record in time. Retriable. The record may have been written. */
public final class LogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
