package io.boxstream.artifacts.store;

/** A write-once document already exists with different content. */
public final class ConflictingArtifactException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public ConflictingArtifactException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public ConflictingArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
