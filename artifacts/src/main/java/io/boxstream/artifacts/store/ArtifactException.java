package io.boxstream.artifacts.store;

/**
 * Root of the exceptions of artifacts. The subclass decides what a caller can do: only a {@link
 * StoreUnavailableException} is worth another try.
 */
public abstract class ArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   * @param cause what the store or the parser said, or null
   */
  protected ArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
