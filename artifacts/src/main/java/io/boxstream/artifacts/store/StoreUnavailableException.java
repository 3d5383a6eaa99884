package io.boxstream.artifacts.store;

/**
 * The store did not answer, or asked to retry later. The only failure that is worth another try.
 */
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
   * @param cause what the store or the parser said
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
