package io.boxstream.ingest.startup;

/** The service has started and cannot take images in yet: worth another try. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message);
  }
}
