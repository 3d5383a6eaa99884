package io.boxstream.ingest.intake;

/** The log has not acknowledged a record in time: worth another try, which may find it there. */
public final class LogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
