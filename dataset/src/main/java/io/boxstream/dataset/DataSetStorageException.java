package io.boxstream.dataset;

/** Reading from or writing to the disk failed, for example because it is full. Retriable. */
public final class DataSetStorageException extends DataSetException {
  private static final long serialVersionUID = 1L;

  DataSetStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
