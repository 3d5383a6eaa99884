package io.boxstream.artifacts.store;

/** A document that is written once exists already with other content. */
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
   * @param cause what the store or the parser said
   */
  public ConflictingArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
