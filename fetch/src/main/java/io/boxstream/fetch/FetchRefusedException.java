package io.boxstream.fetch;

/** The resource must not or cannot be fetched, now or later. */
public final class FetchRefusedException extends FetchException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the address and says why
   */
  public FetchRefusedException(String message) {
    super(message, null);
  }
}
