package io.boxstream.artifacts.store;

/** A document is not valid for its key: not JSON, a missing field or a value out of range. */
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
   * @param cause exception of the store client or the parser
   */
  public MalformedArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
