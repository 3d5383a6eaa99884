package io.boxstream.artifacts.store;

/** The store breaks the promise of create-if-absent, so nothing exact can be built on it. */
public final class UnsafeStoreException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public UnsafeStoreException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause what the store or the parser said
   */
  public UnsafeStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
