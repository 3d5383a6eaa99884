package io.boxstream.artifacts.store;

/** There is no object with this key. Never retried. */
public final class ObjectNotFoundException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public ObjectNotFoundException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public ObjectNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
