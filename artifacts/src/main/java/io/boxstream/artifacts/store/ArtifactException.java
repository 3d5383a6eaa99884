package io.boxstream.artifacts.store;

/**
 * Root of the exceptions of this module. The subclass tells what a caller can do. Only {@link
 * StoreUnavailableException} is retriable.
 */
public abstract class ArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser, or null
   */
  protected ArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
