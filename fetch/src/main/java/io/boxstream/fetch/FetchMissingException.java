package io.boxstream.fetch;

/** The server says that there is no such resource: status 404 or 410. */
public final class FetchMissingException extends FetchException {

  private static final long serialVersionUID = 1L;

  FetchMissingException(String message) {
    super(message, null);
  }
}
