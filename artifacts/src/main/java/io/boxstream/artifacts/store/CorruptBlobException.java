package io.boxstream.artifacts.store;

/** The bytes under a content address do not have the hash or the size that the address names. */
public final class CorruptBlobException extends ArtifactException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, with the key
   */
  public CorruptBlobException(String message) {
    super(message, null);
  }

  /**
   * @param message what happened, with the key
   * @param cause exception of the store client or the parser
   */
  public CorruptBlobException(String message, Throwable cause) {
    super(message, cause);
  }
}
