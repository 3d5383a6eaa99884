package io.boxstream.fetch;

/** A resource was not fetched. The message names its address, without its query, and says why. */
public abstract class FetchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
