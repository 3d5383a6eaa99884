package io.boxstream.images.formats;

/** The labels of a whole data set cannot be read; the message names the file and says why. */
public final class UnusableDataSetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which file and why, for the sender of the data set
   */
  public UnusableDataSetException(String message) {
    super(message);
  }

  /**
   * @param message which file and why, for the sender of the data set
   * @param cause what the parser reported
   */
  public UnusableDataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
