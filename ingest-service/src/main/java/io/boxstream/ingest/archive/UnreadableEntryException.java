package io.boxstream.ingest.archive;

/**
 * One entry of an archive is damaged or not what the directory says; its neighbours may be fine.
 */
public final class UnreadableEntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which entry and why
   */
  public UnreadableEntryException(String message) {
    super(message);
  }

  /**
   * @param message which entry and why
   * @param cause what the decompression reported
   */
  public UnreadableEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
