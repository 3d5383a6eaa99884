package io.boxstream.fetch;

/** The resource may be fetched later: the server is away, slow, or refuses the token. */
public final class FetchUnavailableException extends FetchException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the address and says why
   * @param cause null if there is none
   */
  public FetchUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
