package io.boxstream.ingest.webhooks.fetch;

/** The resource may be fetched later: the server is away, slow, or refuses the token. */
public final class FetchUnavailableException extends FetchException {

  private static final long serialVersionUID = 1L;

  FetchUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
