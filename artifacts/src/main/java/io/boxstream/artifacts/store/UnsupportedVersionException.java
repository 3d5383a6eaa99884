package io.boxstream.artifacts.store;

/** A document was written by a newer release than this one. */
public final class UnsupportedVersionException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public UnsupportedVersionException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public UnsupportedVersionException(String message, Throwable cause) {
    super(message, cause);
  }
}
