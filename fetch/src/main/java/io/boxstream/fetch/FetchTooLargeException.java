package io.boxstream.fetch;

/** The resource is larger than the limit. */
public final class FetchTooLargeException extends FetchException {

  private static final long serialVersionUID = 1L;

  FetchTooLargeException(String message) {
    super(message, null);
  }
}
