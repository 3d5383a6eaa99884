package io.boxstream.artifacts.store;

/** The store did not respond, or asked to retry later. The only retriable failure. */
public final class StoreUnavailableException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public StoreUnavailableException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
