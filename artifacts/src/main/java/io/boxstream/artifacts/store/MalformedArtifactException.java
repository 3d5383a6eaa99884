package io.boxstream.artifacts.store;

/** A document is not what its key says: not JSON, a field missing, a value out of range. */
public final class MalformedArtifactException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public MalformedArtifactException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause what the store or the parser said
   */
  public MalformedArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
