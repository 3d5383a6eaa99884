package io.boxstream.dataset;

/** The disk did not take or give what it should: full, or broken. Worth another try. */
public final class DataSetStorageException extends DataSetException {
  private static final long serialVersionUID = 1L;

  DataSetStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
