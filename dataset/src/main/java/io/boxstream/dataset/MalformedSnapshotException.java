package io.boxstream.dataset;

/** The bytes are not a valid snapshot. */
public final class MalformedSnapshotException extends DataSetException {
  private static final long serialVersionUID = 1L;

  MalformedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
