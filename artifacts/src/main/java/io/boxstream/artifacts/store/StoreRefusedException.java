package io.boxstream.artifacts.store;

/** The store refused the request (credentials, permissions, a malformed request). */
public final class StoreRefusedException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public StoreRefusedException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
