package io.boxstream.dataset;

/** Bytes that are not a snapshot. */
public final class MalformedSnapshotException extends DataSetException {
  private static final long serialVersionUID = 1L;

  MalformedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
