package io.boxstream.ingest.archive;

import io.boxstream.images.formats.UnreadableFileException;

/**
 * An entry of an archive is damaged or does not match the directory. Other entries may be valid.
 */
public final class UnreadableEntryException extends UnreadableFileException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which entry and why
   */
  public UnreadableEntryException(String message) {
    super(message);
  }

  /**
   * @param message which entry and why
   * @param cause exception of the decompression
   */
  public UnreadableEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
