package io.boxstream.artifacts.store;

/** There is no object under the key. Never retried: another try changes nothing. */
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
   * @param cause what the store or the parser said
   */
  public ObjectNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
