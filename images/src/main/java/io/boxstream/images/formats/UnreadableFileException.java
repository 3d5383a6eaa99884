package io.boxstream.images.formats;

/** A file of a data set is damaged or too long. Other files may be valid. */
public class UnreadableFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which file and why
   */
  public UnreadableFileException(String message) {
    super(message);
  }

  /**
   * @param message which file and why
   * @param cause what the archive reported
   */
  public UnreadableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
