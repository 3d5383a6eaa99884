package io.boxstream.ingest.content;

/** A record of the log could not be read in time. Retriable. */
public final class LogUnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the record or the topic
   * @param cause the client's exception, or null
   */
  public LogUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
