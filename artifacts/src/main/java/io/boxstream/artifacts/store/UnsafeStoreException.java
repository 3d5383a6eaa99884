package io.boxstream.artifacts.store;

/** The store violates the contract of {@link ObjectStore#putIfAbsent} and must not be used. */
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
   * @param cause exception of the store client or the parser
   */
  public UnsafeStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
