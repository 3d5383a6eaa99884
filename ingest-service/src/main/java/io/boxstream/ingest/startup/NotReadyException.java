package io.boxstream.ingest.startup;

/** The service has started but cannot ingest images yet. Retriable. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message);
  }
}
